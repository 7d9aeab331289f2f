namespace Smash64.Kaillera.Api;

/// <summary>The time one call has: over when it has passed, or when the caller gives up.</summary>
internal sealed class ApiDeadline : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _either;

    public ApiDeadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _timeout = timeout;
        _time = time;
        _start = time.GetTimestamp();
        _deadline = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _deadline.Token);
    }

    public CancellationToken Token => _either.Token;

    public bool HasPassed => _deadline.IsCancellationRequested;

    public TimeSpan Remaining => _timeout - _time.GetElapsedTime(_start);

    /// <summary>Gets or sets the fault that is being waited out, to tell when the time runs out meanwhile.</summary>
    public Exception? LastFault { get; set; }

    /// <summary>Begins the time anew: something has come.</summary>
    public void Restart() => _deadline.CancelAfter(_timeout);

    public void Dispose()
    {
        _either.Dispose();
        _deadline.Dispose();
    }
}
