using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Contract;

/// <summary>
/// The original's three calls, by its contract. docs/api.md lists where the answers differ from its, and why.
/// </summary>
internal sealed class ContractEndpoints(
    CallerResolver callers,
    TargetGuard guard,
    IClientLimits limits,
    ICheckDesk desk,
    IServerDesk servers,
    CheckLog log,
    IOptions<KailleraApiOptions> options,
    TimeProvider time
)
{
    private const string NoAddress = "Unable to retrieve IP";
    private const string UnknownCaller = "unknown";

    public async ValueTask<IResult> GetIPAsync(HttpContext context)
    {
        var caller = callers.Resolve(context);
        return await limits.CountRequestAsync(caller).ConfigureAwait(false) is { } limited
            ? Refuse(limited, caller, meta: null)
            : TypedResults.Text(caller.Address?.ToString() ?? NoAddress);
    }

    public Task<IResult> CheckP2PAsync(HttpContext context) =>
        CheckAsync(
            context,
            KailleraDefaults.P2PPort,
            async (request, caller, size, cancellationToken) =>
            {
                var isSelf = request.Host == ContractRequest.Self;
                var host = isSelf ? caller.Address?.ToString() ?? UnknownCaller : request.Host;
                var meta = Meta(host, request.Port);
                if (FindTarget(host, request.Port, caller, meta, out var target) is { } answer)
                {
                    return answer;
                }

                var (ticket, refusal) = await desk.StartAsync(new CheckSubject(target!), caller, size, directOnly: true, cancellationToken)
                    .ConfigureAwait(false);
                using var share = ticket;
                return share is null
                    ? Refuse(refusal!, caller, meta)
                    : Answer(await share.Check.Direct.WaitAsync(cancellationToken).ConfigureAwait(false), host, request.Port, meta);
            },
            hasMeta: true
        );

    public Task<IResult> CheckServerAsync(HttpContext context) =>
        CheckAsync(
            context,
            defaultPort: null,
            async (request, caller, _, cancellationToken) =>
            {
                if (FindTarget(request.Host, request.Port, caller, meta: null, out var target) is { } answer)
                {
                    return answer;
                }

                try
                {
                    var (mean, refusal) = await servers.PingAsync(target!, caller, cancellationToken).ConfigureAwait(false);
                    return refusal is not null ? Refuse(refusal, caller, meta: null)
                        : mean is null ? ContractAnswer.NoAnswer(meta: null)
                        : ContractAnswer.Ok($"{(long)mean.Value.TotalMilliseconds}ms", meta: null);
                }
                catch (SocketException)
                {
                    return ContractAnswer.NoHost(meta: null);
                }
            },
            hasMeta: false
        );

    private static string Meta(string host, int port) => PythonJson.Write(("host", host), ("port", port));

    private static ContractAnswer Answer(HostCheckOutcome outcome, string host, int port, string meta) =>
        outcome switch
        {
            { Fault: not null } => ContractAnswer.NoHost(meta),
            { IsReachable: false } => ContractAnswer.NoAnswer(meta),
            { Result: { HostName: { } user, Game: { } game } } => ContractAnswer.Ok(
                "OK",
                PythonJson.Write(("host", host), ("port", port), ("user", user), ("game", game))
            ),
            _ => ContractAnswer.Ok("OK", meta), // reachable, but its seat is taken: there are no names
        };

    private async Task<IResult> CheckAsync(
        HttpContext context,
        int? defaultPort,
        Func<ContractRequest, Caller, int, CancellationToken, Task<ContractAnswer>> check,
        bool hasMeta
    )
    {
        var caller = callers.Resolve(context);
        var limited = await limits.CountCheckAsync(caller).ConfigureAwait(false);
        using var deadline = new RequestDeadline(context, options.Value.RequestTimeout, time);
        try
        {
            // Even one who is refused is told which host it was about: the page shows that.
            var body = await BodyReader.ReadAsync(context.Request, deadline.Token).ConfigureAwait(false);
            if (body is null || !ContractRequest.TryRead(body.Value, defaultPort, out var request))
            {
                return limited is null
                    ? ContractAnswer.InvalidParameters(hasMeta)
                    : Refuse(limited, caller, hasMeta ? ContractAnswer.NoMeta : null);
            }

            var size = RequestSize.Measure(context.Request, body.Value.Length);
            return limited is null
                ? await check(request, caller, size, deadline.Token).ConfigureAwait(false)
                : Refuse(limited, caller, hasMeta ? Meta(request.Host, request.Port) : null);
        }
        catch (OperationCanceledException)
        {
            return deadline.IsAborted
                ? Results.Empty
                : ContractAnswer.Refused(
                    StatusCodes.Status503ServiceUnavailable,
                    "The check took too long. Try again.",
                    hasMeta ? ContractAnswer.NoMeta : null,
                    retryAfter: 1
                );
        }
    }

    private ContractAnswer? FindTarget(string host, int port, Caller caller, string? meta, out IPEndPoint? target)
    {
        target = null;
        if (!KailleraValidation.IsIPv4(host))
        {
            return ContractAnswer.NoHost(meta); // names are not resolved: who types one could mean any machine
        }

        target = new IPEndPoint(IPAddress.Parse(host), port);
        if (guard.Refuse(target, caller) is { } refusal)
        {
            log.Refused(refusal.Scope, caller);
            ServiceTelemetry.CountRefusal("target-refused");
            return ContractAnswer.Refused(StatusCodes.Status403Forbidden, refusal.Message, meta);
        }

        // No player can type such a port, so nothing is sent there: as good as closed.
        return KailleraValidation.IsValidPort(port) ? null : ContractAnswer.NoAnswer(meta);
    }

    private ContractAnswer Refuse(Refusal refusal, Caller caller, string? meta)
    {
        var problem = V1.Problem.Of(refusal);
        log.Refused(problem.Code, caller);
        ServiceTelemetry.CountRefusal(problem.Code);
        return ContractAnswer.Refused(problem.Status, refusal.Message, meta, refusal.RetryAfterSeconds);
    }
}
