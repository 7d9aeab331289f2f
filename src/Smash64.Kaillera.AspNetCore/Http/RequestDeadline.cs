using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Http;

/// <summary>How long one request may take: until its caller goes away, or its time is over.</summary>
internal sealed class RequestDeadline : IDisposable
{
    private readonly CancellationToken _aborted;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public RequestDeadline(HttpContext context, TimeSpan timeout, TimeProvider time)
    {
        _aborted = context.RequestAborted;
        _timer = new CancellationTokenSource(timeout, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_aborted, _timer.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Gets a value indicating whether there is nobody left to answer.</summary>
    public bool IsAborted => _aborted.IsCancellationRequested;

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
