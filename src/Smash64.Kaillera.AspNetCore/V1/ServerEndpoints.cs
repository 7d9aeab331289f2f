using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>The servers of the list and their history: <c>v1/servers</c>.</summary>
internal sealed class ServerEndpoints(
    CallerResolver callers,
    IClientLimits limits,
    CheckLog log,
    ServerWatch watch,
    HistoryKeeper keeper,
    HistoryAnswers histories,
    IOptions<KailleraApiOptions> options,
    TimeProvider time
)
{
    private readonly Lock _lock = new();
    private readonly VantageResource _vantage = new(options.Value.Vantage.Name, options.Value.Vantage.Place);
    private (ServerEdition Edition, TaggedAnswer Answer)? _answer;

    public async ValueTask<IResult> GetAsync(HttpContext context) =>
        await FindProblemAsync(context).ConfigureAwait(false) is { } problem ? problem : Answer(watch.Edition);

    /// <summary>Has all servers pinged, unless that was done some seconds ago, and tells what was found.</summary>
    public async Task<IResult> RefreshAsync(HttpContext context)
    {
        if (await FindProblemAsync(context).ConfigureAwait(false) is { } problem)
        {
            return problem;
        }

        using var deadline = new RequestDeadline(context, options.Value.RequestTimeout, time);
        try
        {
            await watch.RefreshAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (deadline.IsAborted)
        {
            return Results.Empty;
        }
        catch (OperationCanceledException)
        {
            // The round goes on, or the service stops: the last one is told.
        }

        return Answer(watch.Edition);
    }

    public async Task<IResult> GetHistoryAsync(HttpContext context, string address, string? wanted)
    {
        if (await FindProblemAsync(context).ConfigureAwait(false) is { } refused)
        {
            return refused;
        }

        if (!HostNames.TryParseEndPoint(address, KailleraDefaults.ServerPort, out var server))
        {
            return Refuse(
                context,
                Problem.InvalidRequest("The server must be an IPv4 address or a host name, with or without :port from 1 to 65535.")
            );
        }

        if (HistorySpan.All.FirstOrDefault(span => span.Name == (wanted ?? HistorySpan.Day.Name)) is not { } span)
        {
            return Refuse(context, Problem.InvalidRequest("\"span\" must be day, week, month or year."));
        }

        var edition = watch.Edition;
        var key = WatchedServer.KeyOf(server.Host, server.Port);
        return watch.IsEnabled && edition.Servers.Any(listed => listed.Key == key)
            ? await histories.GetAsync(edition, key, span, context.RequestAborted).ConfigureAwait(false)
            : Refuse(context, Problem.ServerNotFound());
    }

    private async ValueTask<ProblemResult?> FindProblemAsync(HttpContext context) =>
        await limits.CountRequestAsync(callers.Resolve(context)).ConfigureAwait(false) is { } limited
            ? Refuse(context, Problem.Of(limited))
        : watch.HasList ? null
        : Refuse(context, Problem.NoServers());

    private ProblemResult Refuse(HttpContext context, Problem problem)
    {
        ServiceTelemetry.CountRefusal(problem.Code);
        log.Refused(problem.Code, callers.Resolve(context));
        return new ProblemResult(problem);
    }

    private TaggedAnswer Answer(ServerEdition edition)
    {
        lock (_lock)
        {
            if (_answer is not { } made || !ReferenceEquals(made.Edition, edition))
            {
                var body = JsonSerializer.SerializeToUtf8Bytes(Show(edition), V1Json.Default.ServersResource);
                _answer = made = (edition, new TaggedAnswer(body));
            }

            return made.Answer;
        }
    }

    private ServersResource Show(ServerEdition edition) =>
        new(_vantage, edition.AskedAt, watch.IsEnabled, [.. edition.Servers.Select(Show)]);

    private ServerResource Show(WatchedServer server)
    {
        var entry = server.Entry;
        return new ServerResource(
            entry.Name,
            entry.Host,
            entry.Port,
            server.State,
            server.Result is { IsReachable: true, MeanRoundTripTime: { } mean } ? Math.Round(mean.TotalMilliseconds, 1) : null,
            keeper.LastAnswerOf(server.Key) is { } minute ? HistoryTime.TimeOf(minute) : null,
            entry.Users,
            entry.MaxUsers,
            entry.Games,
            entry.Version,
            entry.Location,
            watch.IsEnabled ? HistoryAnswers.Show(keeper.UptimeOf(server.Key)) : null
        );
    }
}
