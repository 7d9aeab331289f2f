using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>One conversation with one host, whoever waits for it.</summary>
internal sealed class HostCheck : IProgress<P2PProbeProgress>
{
    /// <summary>More than a check reports by itself; a host that floods us with datagrams could make it report without end.</summary>
    private const int MaxProgress = 200;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop;
    private readonly List<P2PProbeProgress> _progress = [];
    private readonly HashSet<Caller> _callers = [];
    private readonly TaskCompletionSource<HostCheckOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _isAbandoned;

    /// <param name="subject">The host.</param>
    /// <param name="starter">Who asked first.</param>
    /// <param name="logsIn">Whether his request pays for a login, which tells more than knocks.</param>
    /// <param name="serviceStops">Cancelled when the service shuts down.</param>
    public HostCheck(CheckSubject subject, Caller starter, bool logsIn, CancellationToken serviceStops)
    {
        Subject = subject;
        Starter = starter;
        LogsIn = logsIn;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(serviceStops);
        Stop = _stop.Token;
    }

    public CheckSubject Subject { get; }

    /// <summary>Gets the host's end point, or the rendezvous' where it has a code.</summary>
    public IPEndPoint Target => Subject.Target;

    public Caller Starter { get; }

    public bool LogsIn { get; }

    /// <summary>Gets what stops the probe: shutdown, or that nobody waits for it any more. Its deadline comes on top.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Gets or sets when it ended, by the clock of the desk, which guards it.</summary>
    public long? EndedAt { get; set; }

    /// <summary>Gets what came of it. A stopped check's is cancelled.</summary>
    public Task<HostCheckOutcome> Outcome => _outcome.Task;

    /// <summary>Gets a value indicating whether what came of it will never be known: the machine that made it stopped or died.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Joins those who wait, unless the last of them has just left. Each leaves again by <see cref="Leave"/>.</summary>
    public bool TryJoin(Caller caller)
    {
        lock (_lock)
        {
            if (_isAbandoned)
            {
                return false;
            }

            _waiting++;
            _callers.Add(caller);
            return true;
        }
    }

    /// <summary>Tells whether somebody has ever joined, so that he knows what came of it.</summary>
    public bool WasToldTo(Caller caller)
    {
        lock (_lock)
        {
            return _callers.Contains(caller);
        }
    }

    /// <summary>Leaves those who wait; the last one stops a check that is under way.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _isAbandoned |= --_waiting == 0 && !Outcome.IsCompleted;
            if (!_isAbandoned)
            {
                return;
            }
        }

        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>Gets what has happened so far from a place in the row, and what completes when there is more.</summary>
    public (IReadOnlyList<P2PProbeProgress> News, Task Changed) ReadProgress(int from)
    {
        lock (_lock)
        {
            return (_progress[from..], _changed.Task);
        }
    }

    void IProgress<P2PProbeProgress>.Report(P2PProbeProgress value)
    {
        lock (_lock)
        {
            // What comes behind the verdict is leaving: whoever listens late must hear the same row.
            if (Outcome.IsCompleted || (_progress.Count >= MaxProgress && value.Stage == _progress[^1].Stage))
            {
                return;
            }

            _progress.Add(value);
        }

        Ring();
    }

    /// <summary>Tells all who wait what came of it.</summary>
    /// <param name="probing">The probe, which has ended.</param>
    public void Complete(Task<P2PProbeResult> probing)
    {
        if (probing.IsCompletedSuccessfully)
        {
            _outcome.TrySetResult(new HostCheckOutcome(probing.Result, Fault: null));
        }
        else if (probing.Exception?.InnerException is { } exception)
        {
            var fault = (exception as SocketException)?.SocketErrorCode ?? SocketError.SocketError;
            _outcome.TrySetResult(new HostCheckOutcome(Result: null, fault));
        }
        else
        {
            _outcome.TrySetCanceled(Stop.IsCancellationRequested ? Stop : new CancellationToken(canceled: true));
        }

        _stop.Dispose();
        Ring();
    }

    /// <summary>Tells all who wait that nobody knows what came of it.</summary>
    public void Lose()
    {
        IsLost = true;
        Complete(Task.FromCanceled<P2PProbeResult>(new CancellationToken(canceled: true)));
    }

    private void Ring()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }
}

/// <param name="Result">What the probe had learned at its verdict, or <see langword="null"/> if this machine could not ask.</param>
/// <param name="Fault">Why it could not.</param>
internal sealed record HostCheckOutcome(P2PProbeResult? Result, SocketError? Fault)
{
    public bool IsReachable => Result is { IsReachable: true };

    /// <summary>Gets a value indicating whether nothing more is sent: the host is left.</summary>
    public bool IsLeft => Result is null or { Completion.IsCompleted: true };

    /// <summary>Gets the result with the counts up to now, or to the verdict while the host is being left.</summary>
    public P2PProbeResult? LatestResult => IsLeft && Result is not null ? Result.Completion.Result : Result;
}
