using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>
/// Pings the servers of the list: by itself once in each interval where history is enabled, and when somebody asks, at most once in
/// ten seconds for all. Only its own rounds go into the history, so that visitors don't change it.
/// </summary>
internal sealed partial class ServerWatch(
    PingRound round,
    HistoryKeeper keeper,
    AlarmDesk alarms,
    WebhookPost webhooks,
    IOptions<KailleraApiOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ServerWatch> logger
) : IHostedService, IAsyncDisposable
{
    /// <summary>The least time between the end of a round and the next.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task<ServerEdition>? _running;
    private Task _loop = Task.CompletedTask;
    private long? _endedAt;
    private bool _isStopping; // a host stops and disposes of services, and not always in turn

    /// <summary>Gets a value indicating whether there is a list.</summary>
    public bool HasList => round.HasList;

    /// <summary>Gets a value indicating whether answers are kept.</summary>
    public bool IsEnabled => HasList && options.Value.History.Enabled;

    /// <summary>Gets what the last round found.</summary>
    public ServerEdition Edition { get; private set; } = ServerEdition.Nothing;

    /// <summary>Gets how many rounds have been made for the history.</summary>
    public int RecordedRounds { get; private set; }

    /// <summary>Gets a value indicating whether the next round for the history waits for its time.</summary>
    public bool IsWaiting { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsEnabled)
        {
            _loop = Task.Run(() => WatchAsync(_stopping.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!Interlocked.Exchange(ref _isStopping, true))
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
        }

        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Ends the watch, also where the host goes without having stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>Pings all now, unless that was done within ten seconds; who asks meanwhile gets the same round.</summary>
    /// <exception cref="OperationCanceledException">The caller has gone, or the service stops.</exception>
    public Task<ServerEdition> RefreshAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_running is { IsCompleted: false })
            {
                return _running.WaitAsync(cancellationToken);
            }

            if (_endedAt is { } endedAt && time.GetElapsedTime(endedAt) < Pause)
            {
                return Task.FromResult(Edition);
            }

            // For all, so nobody's leaving ends it.
            _running = Task.Run(() => RunAsync(_stopping.Token), _stopping.Token);
            return _running.WaitAsync(cancellationToken);
        }
    }

    private async Task<ServerEdition> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var servers = await round.RunAsync(cancellationToken).ConfigureAwait(false);
            return Publish(new ServerEdition(servers, time.GetUtcNow()));
        }
        finally
        {
            lock (_lock)
            {
                _endedAt = time.GetTimestamp(); // also of one that failed: the next must not fail at once
            }
        }
    }

    private ServerEdition Publish(ServerEdition edition)
    {
        lock (_lock)
        {
            return Edition = edition;
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await WaitForStartAsync(cancellationToken).ConfigureAwait(false);
        await keeper.LoadAsync(HistoryTime.MinuteOf(time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await WatchOnceAsync(HistoryTime.MinuteOf(time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(e);
            }

            RecordedRounds++;
            var interval = options.Value.History.Interval.Ticks;
            var next = ((time.GetUtcNow().Ticks / interval) + 1) * interval;
            var waiting = Task.Delay(TimeSpan.FromTicks(next - time.GetUtcNow().Ticks), time, cancellationToken);
            IsWaiting = true;
            await waiting.ConfigureAwait(false);
            IsWaiting = false;
        }
    }

    // Other parts of the application may have to start before there is a list.
    private async Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (lifetime.ApplicationStarted.Register(started.SetResult))
        {
            await started.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task WatchOnceAsync(int minute, CancellationToken cancellationToken)
    {
        var edition = await RefreshAsync(cancellationToken).ConfigureAwait(false);
        List<(string Server, MinuteAnswer Answer)> answers =
        [
            .. edition
                .Servers.Where(static server => server.Result is not null)
                .Select(server => (server.Key, MinuteAnswer.Of(minute, server.Result!))),
        ];
        await keeper.RecordAsync(minute, answers, cancellationToken).ConfigureAwait(false);
        if (alarms.Take(minute, edition.Servers) is { Count: > 0 } found)
        {
            var vantage = new VantageResource(options.Value.Vantage.Name, options.Value.Vantage.Place);
            webhooks.Send(new WebhookMessage(vantage, minute, answers.Count(static answer => answer.Answer.IsUp), answers.Count, found));
        }

        Publish(Edition with { }); // what is told of it has changed with the history
    }

    [LoggerMessage(3305, LogLevel.Error, "A round of pings failed; the next one is made in its turn.")]
    private partial void LogFailed(Exception exception);
}
