using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.Callers;
using Smash64.Kaillera.AspNetCore.Diagnostics;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>
/// Makes the checks: one at a time for each host, shared by all who ask for it, within the limits, and with every host left
/// clean when callers go away or the service stops.
/// </summary>
internal sealed class CheckDesk : IHostedService, IDisposable
{
    private static readonly TimeSpan RestartTime = TimeSpan.FromSeconds(10);

    private readonly IP2PProbe _probe;
    private readonly ServiceLimits _limits;
    private readonly KailleraApiOptions _options;
    private readonly TimeProvider _time;
    private readonly CheckLog _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stoppingToken;
    private readonly Lock _lock = new();
    private readonly Dictionary<IPEndPoint, Entry> _entries = [];
    private readonly Dictionary<HostCheck, Task> _running = [];

    public CheckDesk(
        IP2PProbe probe,
        ServiceLimits limits,
        IOptions<KailleraApiOptions> options,
        TimeProvider time,
        CheckLog log
    )
    {
        _probe = probe;
        _limits = limits;
        _options = options.Value;
        _time = time;
        _log = log;
        _stoppingToken = _stopping.Token;
    }

    /// <summary>Starts a check, or joins one of the same host.</summary>
    /// <param name="target">A host that may be asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="requestSize">What his request weighed, in bytes.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <returns>The check, joined: leave it by disposing of the ticket. <see langword="null"/> if it is refused.</returns>
    public CheckTicket? Start(IPEndPoint target, Caller caller, int requestSize, out Refusal? refusal)
    {
        lock (_lock)
        {
            if (_stoppingToken.IsCancellationRequested)
            {
                refusal = new Refusal(RefusalReason.Stopping, RestartTime);
                return null;
            }

            if (_entries.TryGetValue(target, out var entry)
                && CanShare(entry, caller)
                && CheckTicket.TryTake(entry.Check, isShared: true) is { } share)
            {
                refusal = null;
                ServiceTelemetry.CountShared();
                return share;
            }

            refusal = _limits.TakePlace(target.Address, ServiceLimits.DatagramsPerCheck, out var place);
            if (refusal is not null)
            {
                return null;
            }

            var check = new HostCheck(target, caller, _stoppingToken);
            var ticket = CheckTicket.TryTake(check, isShared: false);
            var greets = _options.GreetSelf && caller.Owns(target);
            _entries[target] = new Entry(check);
            _running.Add(check, RunAsync(check, greets, requestSize, place!));
            return ticket;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops all checks and waits until their hosts are left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Task[] running;
        lock (_lock)
        {
            _stopping.Cancel();
            running = [.. _running.Values];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private bool CanShare(Entry entry, Caller caller)
    {
        if (!entry.Check.Outcome.IsCompleted)
        {
            return !entry.Check.Stop.IsCancellationRequested;
        }

        // Whoever was told "no" has changed something when he asks again.
        return entry.Check.Outcome.IsCompletedSuccessfully
            && entry.EndedAt is { } ended
            && _time.GetElapsedTime(ended) < _options.Limits.ShareResultsFor
            && (entry.Check.Outcome.Result.IsReachable || entry.Check.Starter != caller);
    }

    private async Task RunAsync(HostCheck check, bool greets, int requestSize, IDisposable place)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the lock is held
        using var deadline = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(check.Stop, deadline.Token);
        var start = _time.GetTimestamp();
        ServiceTelemetry.EnterCheck();
        try
        {
            var options = CheckProbeOptions.Create(_options, check.Target, greets, requestSize, check);
            var result = await _probe.ProbeAsync(check.Target, options, either.Token).ConfigureAwait(false);
            _log.Ended(check.Target, check.Starter, result);
            ServiceTelemetry.CountCheck(Verdicts.Of(result), _time.GetElapsedTime(start));
            check.Complete(result, greets);
        }
        catch (OperationCanceledException)
        {
            _log.Stopped(check.Target, check.Starter);
            ServiceTelemetry.CountCheck(CheckVerdict.Unknown, _time.GetElapsedTime(start));
            check.Cancel();
        }
        catch (SocketException e)
        {
            _log.NoRoute(check.Target, e.SocketErrorCode);
            ServiceTelemetry.CountCheck(CheckVerdict.NoRoute, _time.GetElapsedTime(start));
            check.Complete(e.SocketErrorCode);
        }
        catch (Exception e)
        {
            _log.Failed(check.Target, e);
            ServiceTelemetry.CountCheck(CheckVerdict.Unknown, _time.GetElapsedTime(start));
            check.Fail(e);
        }
        finally
        {
            ServiceTelemetry.LeaveCheck();
            place.Dispose();
            await ForgetLaterAsync(check).ConfigureAwait(false);
        }
    }

    private async Task ForgetLaterAsync(HostCheck check)
    {
        lock (_lock)
        {
            _running.Remove(check);
            if (_entries.TryGetValue(check.Target, out var entry) && entry.Check == check)
            {
                entry.EndedAt = _time.GetTimestamp();
            }
        }

        var keptFor = check.Outcome.IsCompletedSuccessfully ? _options.Limits.ShareResultsFor : TimeSpan.Zero;
        try
        {
            await Task.Delay(keptFor, _time, _stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The service stops, and nobody will ask any more.
        }

        lock (_lock)
        {
            if (_entries.TryGetValue(check.Target, out var entry) && entry.Check == check)
            {
                _entries.Remove(check.Target);
            }
        }
    }

    private sealed class Entry(HostCheck check)
    {
        public HostCheck Check { get; } = check;

        public long? EndedAt { get; set; }
    }
}
