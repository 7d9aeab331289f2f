using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Nat.Codes.Protocol;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>
/// Makes the checks: one at a time for each host, shared by all who ask for it, within the limits, and with every host left
/// clean when callers go away or the service stops.
/// </summary>
internal sealed class CheckDesk : ICheckDesk, IHostedLifecycleService, IDisposable
{
    private readonly HostInquiry _inquiry;
    private readonly ServiceLimits _limits;
    private readonly KailleraApiOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stoppingToken;
    private readonly Lock _lock = new();
    private readonly Dictionary<CheckSubject, HostCheck> _checks = [];
    private readonly Dictionary<HostCheck, Task> _running = [];
    private bool _isDisposed;

    public CheckDesk(HostInquiry inquiry, ServiceLimits limits, IOptions<KailleraApiOptions> options, TimeProvider time)
    {
        _inquiry = inquiry;
        _limits = limits;
        _options = options.Value;
        _time = time;
        _stoppingToken = _stopping.Token;
    }

    /// <inheritdoc/>
    public bool IsStopping => _stoppingToken.IsCancellationRequested;

    /// <summary>Gets what is cancelled when the service shuts down.</summary>
    public CancellationToken Stopping => _stoppingToken;

    /// <summary>Starts a check, or joins one of the same host.</summary>
    /// <param name="subject">A host that may be asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="requestSize">What his request weighed, in bytes.</param>
    /// <param name="directOnly">Whether he wants no other way tried than the direct one.</param>
    /// <param name="refusal">Why there is none.</param>
    /// <returns>The check, joined: leave it by disposing of the ticket. <see langword="null"/> if it is refused.</returns>
    public CheckTicket? Start(CheckSubject subject, Caller caller, int requestSize, bool directOnly, out Refusal? refusal)
    {
        // A login takes a code offline: there knocks must do.
        var logsIn = subject.Code is null && CheckProbeOptions.PaysForLogin(requestSize);
        var wantsRelay = _options.Autopunch.IsOn && !directOnly && logsIn; // a tiny request pays for no second way
        lock (_lock)
        {
            if (IsStopping)
            {
                refusal = Refusal.Stopping;
                return null;
            }

            if (
                _checks.TryGetValue(subject, out var other)
                && CanShare(other, caller, logsIn, wantsRelay)
                && CheckTicket.TryTake(other, caller, wantsRelay, isShared: true) is { } share
            )
            {
                refusal = null;
                ServiceTelemetry.CountShared();
                return share;
            }

            refusal = _limits.TakePlace(subject.LimitKey, ServiceLimits.DatagramsPerCheck, out var place);
            if (refusal is not null)
            {
                return null;
            }

            var check = new HostCheck(subject, caller, logsIn, _stoppingToken);
            var ticket = CheckTicket.TryTake(check, caller, wantsRelay, isShared: false);
            var greets = _options.GreetSelf && subject.Code is null && caller.Owns(subject.Target);
            _checks[subject] = check;
            _running.Add(check, RunAsync(check, greets, requestSize, place!));
            return ticket;
        }
    }

    ValueTask<CheckStart> ICheckDesk.StartAsync(
        CheckSubject subject,
        Caller caller,
        int requestSize,
        bool directOnly,
        CancellationToken cancellationToken
    )
    {
        var ticket = Start(subject, caller, requestSize, directOnly, out var refusal);
        return ValueTask.FromResult(new CheckStart(ticket, refusal));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops all checks: before the server stops, because that waits for all who wait for a check.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => StopChecksAsync();

    /// <summary>Waits until the hosts of all checks are left.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await StopChecksAsync().ConfigureAwait(false);
        Task[] running;
        lock (_lock)
        {
            running = [.. _running.Values];
        }

        await Task.WhenAll(running).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Stops what is left: an application may be disposed of without having been stopped.</summary>
    public void Dispose()
    {
        // The container knows the desk under two names, and disposes of it for each.
        if (!_isDisposed)
        {
            _isDisposed = true;
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    // Some hosts stop what they have disposed of already.
    private Task StopChecksAsync() => _isDisposed ? Task.CompletedTask : _stopping.CancelAsync();

    private bool CanShare(HostCheck other, Caller caller, bool logsIn, bool wantsRelay)
    {
        // Knocks find fewer hosts than a login does: who sends tiny requests must not decide what others are told.
        if (logsIn && !other.LogsIn)
        {
            return false;
        }

        if (!other.Outcome.IsCompleted)
        {
            return !other.Stop.IsCancellationRequested;
        }

        // Whoever was told "no" has changed something when he asks again.
        return other.Outcome.IsCompletedSuccessfully
            && other.EndedAt is { } ended
            && _time.GetElapsedTime(ended) < SharedFor(other)
            && ((wantsRelay ? other.Outcome : other.Direct).Result.IsReachable || IsPunching(other) || !other.WasToldTo(caller));
    }

    // A host that was told of us punches for 15 s: it is not told again meanwhile, whoever asks.
    private static bool IsPunching(HostCheck check) => check.Outcome.Result.Result?.Path is { Kind: P2PPathKind.Code, EndPoint: not null };

    private TimeSpan SharedFor(HostCheck check) =>
        IsPunching(check) && RendezvousProtocol.CheckTurn > _options.Limits.ShareResultsFor
            ? RendezvousProtocol.CheckTurn
            : _options.Limits.ShareResultsFor;

    private async Task RunAsync(HostCheck check, bool greets, int requestSize, IDisposable place)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // the lock is held
        ServiceTelemetry.EnterCheck();
        var outcome = await _inquiry.AskAsync(check, greets, requestSize).ConfigureAwait(false);
        var isLeft = outcome is null or { IsLeft: true };
        if (isLeft)
        {
            Release(place); // before anybody hears of the end: who then asks at once finds the place free
        }

        lock (_lock)
        {
            check.EndedAt = _time.GetTimestamp();
        }

        check.Complete(outcome);
        if (!isLeft)
        {
            await outcome!.Result!.Completion.ConfigureAwait(false); // nobody waits for the farewell, but it keeps its place
            Release(place);
        }

        await ForgetLaterAsync(check).ConfigureAwait(false);
    }

    private static void Release(IDisposable place)
    {
        ServiceTelemetry.LeaveCheck();
        place.Dispose();
    }

    private async Task ForgetLaterAsync(HostCheck check)
    {
        lock (_lock)
        {
            _running.Remove(check);
        }

        var keptFor = check.Outcome.IsCompletedSuccessfully ? SharedFor(check) : TimeSpan.Zero;
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
            if (_checks.TryGetValue(check.Subject, out var last) && last == check)
            {
                _checks.Remove(check.Subject);
            }
        }
    }
}
