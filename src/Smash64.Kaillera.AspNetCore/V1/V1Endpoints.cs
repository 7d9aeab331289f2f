using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Rendezvous;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>The typed API: <c>v1/checks</c> and <c>v1/service</c>.</summary>
internal sealed class V1Endpoints(
    CallerResolver callers,
    TargetGuard guard,
    IClientLimits limits,
    ICheckDesk desk,
    ICheckStore store,
    CheckLog log,
    StunService stun,
    CodeLookup codes,
    IOptions<KailleraApiOptions> options,
    TimeProvider time
)
{
    private const string Checks = "/v1/checks";
    private const string RespondAsync = "respond-async";

    private readonly KailleraApiOptions _options = options.Value;
    private readonly Explanation _explanation = new(options.Value);
    private readonly CodeExplanation _codeExplanation = new(options.Value);
    private readonly VantageResource _vantage = new(options.Value.Vantage.Name, options.Value.Vantage.Place);

    /// <summary>Makes a check, and waits for it unless the caller prefers not to.</summary>
    public async Task<IResult> StartAsync(HttpContext context)
    {
        var caller = callers.Resolve(context);
        if (await limits.CountCheckAsync(caller).ConfigureAwait(false) is { } limited)
        {
            return Refuse(Problem.Of(limited), caller);
        }

        HostCheck? check = null;
        using var deadline = new RequestDeadline(context, _options.CheckTimeout, time);
        try
        {
            if (await BodyReader.ReadAsync(context.Request, deadline.Token).ConfigureAwait(false) is not { } body)
            {
                return Refuse(Problem.TooLarge(BodyReader.MaxLength), caller);
            }

            var (subject, problem) = await FindSubjectAsync(body, caller, deadline.Token).ConfigureAwait(false);
            if (problem is not null)
            {
                return Refuse(problem, caller);
            }

            var size = RequestSize.Measure(context.Request, body.Length);
            var (ticket, refusal) = await desk.StartAsync(subject, caller, size, directOnly: false, deadline.Token).ConfigureAwait(false);
            if (ticket is null)
            {
                return Refuse(Problem.Of(refusal!), caller);
            }

            check = ticket.Check;
            var stored = await store.AddAsync(ticket, caller).ConfigureAwait(false);
            return PrefersAsync(context.Request)
                ? AnswerLater(context, stored)
                : await AnswerAsync(context, stored, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return deadline.IsAborted ? Results.Empty : Refuse(Failure(check), caller);
        }
    }

    public async ValueTask<IResult> GetAsync(HttpContext context, string id)
    {
        var (check, problem) = await FindAsync(context, id).ConfigureAwait(false);
        return problem is not null ? problem
            : check!.Check.Outcome is { IsCompleted: true, IsCompletedSuccessfully: false } ? new ProblemResult(Failure(check.Check))
            : Answer(Show(check, Root(context)), StatusCodes.Status200OK);
    }

    public async ValueTask<IResult> GetEventsAsync(HttpContext context, string id)
    {
        var (check, problem) = await FindAsync(context, id).ConfigureAwait(false);
        return problem is not null ? problem : new CheckEvents(check!, () => Show(check!, Root(context)), () => Failure(check!.Check));
    }

    public async ValueTask<IResult> GetServiceAsync(HttpContext context)
    {
        var caller = callers.Resolve(context);
        if (await limits.CountRequestAsync(caller).ConfigureAwait(false) is { } limited)
        {
            return Refuse(Problem.Of(limited), caller);
        }

        var service = new ServiceResource(
            _vantage,
            (KailleraCheckTargets)_options.TargetPolicy,
            _options.GreetSelf,
            caller.Address?.ToString(),
            KailleraDefaults.P2PPort,
            KailleraDefaults.MinPort,
            KailleraDefaults.MaxPort,
            stun.Port,
            new ServiceLinks(
                _options.Links.Community?.ToString(),
                _options.Links.AddressLookup?.ToString(),
                _options.Links.Tool?.ToString()
            )
        );
        return TypedResults.Json(service, V1Json.Default.ServiceResource);
    }

    // As its caller sees it, whatever group or path base the application has put the service into.
    private static string Root(HttpContext context)
    {
        var path = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        return path[..(path.LastIndexOf(Checks, StringComparison.OrdinalIgnoreCase) + Checks.Length)];
    }

    // RFC 7240: a list of preferences, in one header or several.
    private static bool PrefersAsync(HttpRequest request) =>
        request
            .Headers["Prefer"]
            .OfType<string>()
            .SelectMany(value => value.Split(','))
            .Any(preference => preference.Split(';')[0].Trim().Equals(RespondAsync, StringComparison.OrdinalIgnoreCase));

    private static JsonHttpResult<CheckResource> Answer(CheckResource check, int status) =>
        TypedResults.Json(check, V1Json.Default.CheckResource, statusCode: status);

    /// <summary>Says why a check has no result: it was stopped by the service or lost with it, or by its deadline.</summary>
    private Problem Failure(HostCheck? check) =>
        desk.IsStopping || check is { IsLost: true } ? Problem.Of(Refusal.Stopping) : Problem.TookTooLong();

    private async ValueTask<(StoredCheck? Check, ProblemResult? Problem)> FindAsync(HttpContext context, string id)
    {
        var caller = callers.Resolve(context);
        if (await limits.CountRequestAsync(caller).ConfigureAwait(false) is { } limited)
        {
            return (null, Refuse(Problem.Of(limited), caller));
        }

        var (check, refusal) = await store.FindAsync(id, context.RequestAborted).ConfigureAwait(false);
        return check is not null ? (check, null)
            : refusal is not null ? (null, Refuse(Problem.Of(refusal), caller))
            : (null, new ProblemResult(Problem.NotFound()));
    }

    private async ValueTask<(CheckSubject Subject, Problem? Problem)> FindSubjectAsync(
        ReadOnlyMemory<byte> body,
        Caller caller,
        CancellationToken cancellationToken
    )
    {
        if (!CheckBodyReader.TryRead(body, out var request, out var problem))
        {
            return (default, problem);
        }

        if (request.Code is null)
        {
            return FindTarget(request, caller);
        }

        try
        {
            return
                await codes.FindAsync(cancellationToken).ConfigureAwait(false) is { } rendezvous
                && ConnectCode.TryParse(request.Code, out var code)
                ? (new CheckSubject(rendezvous, code), null)
                : (default, Problem.NoCodes());
        }
        catch (HostNameException)
        {
            return (default, Problem.NoRendezvous());
        }
    }

    private (CheckSubject Subject, Problem? Problem) FindTarget(CheckBody request, Caller caller)
    {
        var address = request.Host == CheckBodyReader.Self ? caller.IPv4 : IPAddress.Parse(request.Host);
        if (address is null)
        {
            return (default, Problem.CallerUnknown());
        }

        var target = new IPEndPoint(address, request.Port);
        return guard.Refuse(target, caller) is { } refusal ? (default, Problem.Of(refusal)) : (new CheckSubject(target), null);
    }

    private ProblemResult Refuse(Problem problem, Caller caller)
    {
        ServiceTelemetry.CountRefusal(problem.Code);
        log.Refused(problem.Code, caller);
        return new ProblemResult(problem);
    }

    private JsonHttpResult<CheckResource> AnswerLater(HttpContext context, StoredCheck stored)
    {
        stored.Ticket.LeaveAtEnd();
        var check = Show(stored, Root(context));
        context.Response.Headers.Location = check.Links.Self;
        context.Response.Headers["Preference-Applied"] = RespondAsync;
        return Answer(check, StatusCodes.Status202Accepted);
    }

    private async Task<JsonHttpResult<CheckResource>> AnswerAsync(
        HttpContext context,
        StoredCheck stored,
        CancellationToken cancellationToken
    )
    {
        using (stored.Ticket)
        {
            await stored.Check.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
            return Answer(Show(stored, Root(context)), StatusCodes.Status200OK);
        }
    }

    private CheckResult Explain(HostCheck check, Caller caller) =>
        check.Subject.Code is { } code
            ? _codeExplanation.Explain(check.Outcome.Result, code)
            : _explanation.Explain(check.Outcome.Result, check.Target, caller);

    private CheckResource Show(StoredCheck stored, string root)
    {
        var (check, caller) = (stored.Check, stored.Caller);
        return new CheckResource
        {
            Id = stored.Id,
            State = check.Outcome.IsCompletedSuccessfully ? CheckState.Done : CheckState.Running,
            Target = check.Subject.Code is null
                ? new CheckTarget(check.Target.Address.ToString(), check.Target.Port, caller.Owns(check.Target))
                : null,
            Code = check.Subject.Code?.ToString(),
            Vantage = _vantage,
            IsShared = stored.Ticket.IsShared,
            Result = check.Outcome.IsCompletedSuccessfully ? Explain(check, caller) : null,
            Links = new CheckLinks($"{root}/{stored.Id}", $"{root}/{stored.Id}/events"),
        };
    }
}
