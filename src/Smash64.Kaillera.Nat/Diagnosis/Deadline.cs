namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>The time that a round of looks has. What goes on beyond it, since it can't be stopped, is not waited for.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _timeout = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timeout.Token);
    }

    /// <summary>Gets a value indicating whether the caller has given up, which is no finding.</summary>
    public bool IsGivenUp => _caller.IsCancellationRequested;

    /// <summary>Gets what ends when the time is over, or the caller has given up.</summary>
    public CancellationToken Token => _either.Token;

    /// <exception cref="OperationCanceledException">The time is over, or the caller has given up.</exception>
    public Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> look) => look(_either.Token).WaitAsync(_either.Token);

    public void Dispose()
    {
        _either.Dispose();
        _timeout.Dispose();
    }
}
