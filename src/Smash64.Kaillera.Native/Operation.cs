namespace Smash64.Kaillera.Native;

/// <summary>What takes time: it ends once, with a result or an error, and tells the caller so.</summary>
#pragma warning disable CA1001 // a source of cancellation without a timer has nothing to dispose of
internal sealed class Operation : NativeObject
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource<Outcome> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private NativeObject? _result;
    private bool _isReleased;

    public Operation() => Handle = Handles.Add(this);

    /// <inheritdoc/>
    public override string Kind => "an operation";

    public ulong Handle { get; }

    /// <summary>Gets how it ended. Never fails.</summary>
    public Task<Outcome> Completion => _completion.Task;

    /// <summary>Gets when it has ended and its callback has returned. Never fails.</summary>
    public Task Told => _told.Task;

    /// <summary>Begins some work, once.</summary>
    /// <param name="work">The work.</param>
    /// <param name="tell">Who is told of the end, and given the result; <see langword="null"/> keeps it for who waits.</param>
    public void Begin(Func<CancellationToken, Task<NativeObject>> work, Action<Outcome, ulong>? tell) => _ = RunAsync(work, tell);

    public void Cancel()
    {
        if (!_completion.Task.IsCompleted)
        {
            _ = _cancellation.CancelAsync(); // elsewhere: what hears of it must not run in the caller's thread
        }
    }

    /// <summary>Gives the result away, to the first that asks.</summary>
    /// <returns>Its handle, or 0.</returns>
    public ulong TakeResult()
    {
        lock (_lock)
        {
            var result = _result;
            _result = null;
            return result is null ? 0 : Handles.Add(result);
        }
    }

    /// <inheritdoc/>
    public override void Release()
    {
        lock (_lock)
        {
            _isReleased = true;
            _result?.Release();
            _result = null;
        }

        Cancel();
    }

    private async Task RunAsync(Func<CancellationToken, Task<NativeObject>> work, Action<Outcome, ulong>? tell)
    {
        await Task.Yield(); // the caller goes on at once, whatever the work does first
        Outcome outcome;
        try
        {
            outcome = Keep(await work(_cancellation.Token).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            outcome = Outcome.Of(e);
        }

        var result = tell is null ? 0 : TakeResult(); // before anybody who waits wakes up
        _completion.SetResult(outcome);
        tell?.Invoke(outcome, result);
        _told.SetResult();
    }

    private Outcome Keep(NativeObject result)
    {
        lock (_lock)
        {
            if (_isReleased)
            {
                result.Release();
                return Outcome.Of(new OperationCanceledException());
            }

            _result = result;
            return Outcome.Ok;
        }
    }
}
