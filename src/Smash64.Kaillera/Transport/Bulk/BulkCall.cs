using System.Net;
using System.Runtime.CompilerServices;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>
/// Runs a bulk call on a thread of its own, behind an asynchronous surface. The thread blocks in the system's calls, which
/// costs half the time and a third of the processor that asynchronous sends and receives do (docs/performance.md).
/// </summary>
internal sealed class BulkCall<TConversation, TResult>
    where TConversation : IPooledConversation
{
    private const int ReadAhead = 512;

    private readonly IBulkKind<TConversation, TResult> _kind;
    private readonly BulkOutput<TResult> _output = new();
    private readonly IDatagramPump _pump;
    private readonly BulkRun<TConversation, TResult> _run;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BulkCall(IBulkKind<TConversation, TResult> kind, IBulkInput input, BulkLimits limits, TimeProvider time)
    {
        _kind = kind;
        _pump = DatagramPump.Open(kind.MaxDatagramLength);
        _run = new BulkRun<TConversation, TResult>(kind, input, _output, _pump, limits, time);
    }

    /// <summary>Has a conversation with each end point.</summary>
    /// <param name="kind">About what.</param>
    /// <param name="endPoints">With whom; read as the work goes on.</param>
    /// <param name="limits">How many at a time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="finishLater">Takes what is still to be done when the reader has gone, if anything is.</param>
    /// <param name="cancellationToken">Stops at once; what others have given is given back first.</param>
    /// <returns>A result for each end point, in the order in which they fall.</returns>
    public static async IAsyncEnumerable<TResult> RunAsync(
        IBulkKind<TConversation, TResult> kind,
        IEnumerable<IPEndPoint> endPoints,
        BulkLimits limits,
        TimeProvider time,
        Action<Task> finishLater,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        IBulkInput input = endPoints is ICollection<IPEndPoint> or IReadOnlyCollection<IPEndPoint>
            ? new CollectionInput(endPoints)
            : new ReadAheadInput(endPoints, Math.Min(limits.MaxConcurrency, ReadAhead));
        await using var inputLifetime = input.ConfigureAwait(false);
        var call = new BulkCall<TConversation, TResult>(kind, input, limits, time);
        await foreach (var result in call.ReadAsync(finishLater, cancellationToken).ConfigureAwait(false))
        {
            yield return result;
        }
    }

    private async IAsyncEnumerable<TResult> ReadAsync(
        Action<Task> finishLater,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        new Thread(Run) { IsBackground = true, Name = $"Kaillera {_kind.Name}" }.Start();
        var stopping = cancellationToken.Register(static state => ((BulkRun<TConversation, TResult>)state!).Stop(), _run);
        await using var stoppingLifetime = stopping.ConfigureAwait(false);
        try
        {
            while (await WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                while (_output.TryRead(out var result))
                {
                    yield return result;
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            // Whoever stops reading early stops the probing. A host that gave its seat is left before the caller goes on; a
            // mere chance of one is not waited for.
            _run.Stop();
            await _left.Task.ConfigureAwait(false);
            if (!_ended.Task.IsCompleted)
            {
                finishLater(_ended.Task);
            }
        }
    }

    // What is known when the call is cancelled is given out before that is told. By then the run is being stopped.
    private async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _output.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await _left.Task.ConfigureAwait(false);
            return _output.HasResult;
        }
    }

    private void Run()
    {
        using var telemetry = new BulkTelemetry(_kind.Name, _run.Figures);
        var fault = TurnToTheEnd(telemetry);
        if (fault is not null && fault != _run.InputFault)
        {
            _run.Stop();
            _ = TurnToTheEnd(telemetry); // leaves the hosts that gave their seats
        }

        _pump.Dispose();
        _left.TrySetResult();
        _ended.TrySetResult();
        _output.Complete(fault);
    }

    private Exception? TurnToTheEnd(BulkTelemetry telemetry)
    {
        try
        {
            while (_run.Turn())
            {
                telemetry.Report();
                if (_run.HasLeft)
                {
                    _left.TrySetResult();
                }
            }

            return _run.InputFault;
        }
        catch (Exception e)
        {
            return e; // the reader's, not this thread's
        }
    }
}
