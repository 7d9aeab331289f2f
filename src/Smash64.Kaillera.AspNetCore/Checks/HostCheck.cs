using System.Net;
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
    private readonly TaskCompletionSource<HostCheckOutcome> _direct = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<HostCheckOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _isAbandoned;
    private bool _wantsRelay;
    private bool _lacksRelay;

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

    /// <summary>Gets what came of asking the host directly: all that the original's contract knows. A stopped check's is cancelled.</summary>
    public Task<HostCheckOutcome> Direct => _direct.Task;

    /// <summary>Gets what came of it in the end. A stopped check's is cancelled.</summary>
    public Task<HostCheckOutcome> Outcome => _outcome.Task;

    /// <summary>Gets a value indicating whether what came of it will never be known: the machine that made it stopped or died.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Joins those who wait, unless the last of them has just left. Each leaves again by <see cref="Leave"/>.</summary>
    /// <param name="caller">Who joins.</param>
    /// <param name="wantsRelay">Whether he wants a host that is not found directly to be tried through Autopunch's relay.</param>
    /// <returns>Whether he has joined; not if the check has found nobody and won't try the relay that he wants.</returns>
    public bool TryJoin(Caller caller, bool wantsRelay)
    {
        lock (_lock)
        {
            if (_isAbandoned || (wantsRelay && _lacksRelay))
            {
                return false;
            }

            _wantsRelay |= wantsRelay;
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

    /// <summary>Tells whether the check goes on through the relay; if so, those who want no more hear what came of asking directly.</summary>
    public bool GoesOn(HostCheckOutcome direct)
    {
        lock (_lock)
        {
            _lacksRelay = direct.FoundNobody && !_wantsRelay;
            if (!direct.FoundNobody || _lacksRelay)
            {
                return false;
            }
        }

        TellDirect(direct);
        return true;
    }

    /// <summary>Tells those who want no more what came of asking directly, while the check goes on.</summary>
    public void TellDirect(HostCheckOutcome direct)
    {
        _direct.TrySetResult(direct);
        Ring();
    }

    /// <summary>Tells all who wait what came of it.</summary>
    /// <param name="outcome">The outcome, or <see langword="null"/> for a check that was stopped.</param>
    public void Complete(HostCheckOutcome? outcome)
    {
        if (outcome is not null)
        {
            _direct.TrySetResult(outcome);
            _outcome.TrySetResult(outcome);
        }
        else
        {
            var stop = Stop.IsCancellationRequested ? Stop : new CancellationToken(canceled: true);
            _direct.TrySetCanceled(stop);
            _outcome.TrySetCanceled(stop);
        }

        _stop.Dispose();
        Ring();
    }

    /// <summary>Tells all who wait that nobody knows what came of it.</summary>
    public void Lose()
    {
        IsLost = true;
        Complete(outcome: null);
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
