using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.AspNetCore.Callers;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>One conversation with one host, whoever waits for it.</summary>
internal sealed class HostCheck : IProgress<P2PProbeProgress>
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop;
    private readonly List<P2PProbeProgress> _progress = [];
    private readonly TaskCompletionSource<HostCheckOutcome> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _isAbandoned;

    /// <param name="target">The host.</param>
    /// <param name="starter">Who asked first.</param>
    /// <param name="stopping">Cancelled when the service shuts down.</param>
    public HostCheck(IPEndPoint target, Caller starter, CancellationToken stopping)
    {
        Target = target;
        Starter = starter;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Stop = _stop.Token;
    }

    public IPEndPoint Target { get; }

    public Caller Starter { get; }

    /// <summary>Gets what stops the probe: shutdown, its deadline, or that nobody waits for it any more.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Gets what came of it. A stopped check's is cancelled.</summary>
    public Task<HostCheckOutcome> Outcome => _outcome.Task;

    /// <summary>Joins those who wait, unless the last of them has just left. Each leaves again by <see cref="Leave"/>.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            _waiting += _isAbandoned ? 0 : 1;
            return !_isAbandoned;
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
            _progress.Add(value);
        }

        Ring();
    }

    public void Complete(P2PProbeResult result, bool greets) => End(() => _outcome.TrySetResult(new HostCheckOutcome(result, null, greets)));

    public void Complete(SocketError fault) => End(() => _outcome.TrySetResult(new HostCheckOutcome(null, fault, Greets: false)));

    public void Cancel() => End(() => _outcome.TrySetCanceled(Stop.IsCancellationRequested ? Stop : new CancellationToken(canceled: true)));

    public void Fail(Exception exception) =>
        End(() =>
        {
            _outcome.TrySetException(exception);
            _ = _outcome.Task.Exception; // it may be that nobody waits
        });

    private void End(Action complete)
    {
        complete();
        _stop.Dispose();
        Ring();
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

/// <param name="Result">What the probe learned, or <see langword="null"/> if this machine could not ask.</param>
/// <param name="Fault">Why it could not.</param>
/// <param name="Greets">Whether the host was to be greeted.</param>
internal sealed record HostCheckOutcome(P2PProbeResult? Result, SocketError? Fault, bool Greets)
{
    public bool IsReachable => Result is { IsReachable: true };
}
