using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport;

/// <summary>
/// The shell around every call of a probe: its trace, its metrics, its end in the log; the turn at the other side, the socket,
/// the verdict as soon as it is known, and what goes on behind it until the other side is left.
/// </summary>
/// <param name="kind">Who is asked.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where to log.</param>
internal sealed class CallShell(RemoteKind kind, TimeProvider time, ILogger logger)
{
    private readonly Leavings _leavings = new();

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Gets where to log.</summary>
    public ILogger Logger => logger;

    /// <summary>Gets what the other side is called in the log.</summary>
    public string NameOf(IPEndPoint remote, bool isHidden) => isHidden ? kind.Hidden : remote.ToString();

    /// <summary>Lets a run end without its caller.</summary>
    public void FinishLater(Task run) => _leavings.Add(run);

    /// <summary>Waits until nothing is under way any more.</summary>
    public ValueTask WaitAsync() => _leavings.WaitAsync();

    /// <summary>Runs one call with its trace, its metrics, and its ends in the log that are not a result.</summary>
    /// <param name="call">The call.</param>
    /// <param name="askAsync">Asks, logs the result, and names its outcome.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TResult> ObserveAsync<TResult>(
        Call call,
        Func<Task<(TResult Result, string Outcome, TimeSpan Elapsed)>> askAsync,
        CancellationToken cancellationToken
    )
    {
        using var activity = call.Telemetry.Enter(call.IsHidden ? null : call.Remote, call.Detail);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (result, outcome, elapsed) = await askAsync().ConfigureAwait(false);
            call.Telemetry.End(activity, outcome, elapsed, call.Detail);
            return result;
        }
        catch (OperationCanceledException)
        {
            call.Telemetry.Fail(activity, "cancelled", call.Detail);
            kind.LogCancelled(logger, NameOf(call.Remote, call.IsHidden));
            throw;
        }
        catch (SocketException e)
        {
            call.Telemetry.Fail(activity, e.SocketErrorCode.ToString(), call.Detail);
            kind.LogFailed(logger, e, NameOf(call.Remote, call.IsHidden));
            throw;
        }
        finally
        {
            call.Telemetry.Leave();
        }
    }

    /// <summary>
    /// Has a conversation, up to what its caller waits for. Leaving the other side goes on behind it; a caller who cancels is
    /// let go as soon as there is nothing to be given back.
    /// </summary>
    /// <param name="visit">The conversation and what belongs to it.</param>
    /// <param name="cancellationToken">Stops the conversation.</param>
    /// <returns>What is known at the verdict, and the run that may go on behind it.</returns>
    public async Task<(TResult Result, Task Run)> ConverseAsync<TResult>(Visit<TResult> visit, CancellationToken cancellationToken)
    {
        var verdict = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = RunAsync(visit, verdict, cancellationToken);
        await Task.WhenAny(run, verdict.Task).ConfigureAwait(false);
        if (!run.IsCompleted)
        {
            _leavings.Add(run);
        }

        if (!verdict.Task.IsCompleted)
        {
            await run.ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            verdict.SetResult(visit.Read());
        }

        return (await verdict.Task.ConfigureAwait(false), run);
    }

    private static async Task<HostTurns.Turn> TakeTurnAsync<TResult>(Visit<TResult> visit, CancellationToken stop)
    {
        var waiting = HostTurns.TakeAsync(visit.Remote, stop);
        if (!waiting.IsCompleted)
        {
            visit.OnWaiting?.Invoke();
        }

        return await waiting.ConfigureAwait(false);
    }

    private async Task RunAsync<TResult>(Visit<TResult> visit, TaskCompletionSource<TResult> verdict, CancellationToken stop)
    {
        var conversation = visit.Conversation;
        var isStopped = false;
        var turn = visit.TakesTurn ? await TakeTurnAsync(visit, stop).ConfigureAwait(false) : null;
        try
        {
            using var connected = new SocketConversation(
                conversation,
                visit.MaxDatagramLength,
                time,
                visit.MaxIncomingLength,
                onStep: OnStep
            );
            await connected.RunAsync(visit.Remote, OnStopped, stop).ConfigureAwait(false);
        }
        finally
        {
            turn?.Pass(conversation.Pause, time); // before all that may throw
            KailleraTelemetry.CountDatagrams(conversation.DatagramsSent, conversation.DatagramsReceived);
        }

        void OnStep(TimeSpan now)
        {
            visit.OnStep?.Invoke(now);
            if (conversation is { IsDecided: true, IsFinished: false } && !isStopped)
            {
                verdict.TrySetResult(visit.Read());
            }
        }

        void OnStopped()
        {
            isStopped = true;
            if (!conversation.IsSeated)
            {
                verdict.TrySetCanceled(stop); // a mere chance of a seat is not waited for
            }
        }
    }
}

/// <summary>One call of a probe.</summary>
/// <param name="Telemetry">Its traces and metrics.</param>
/// <param name="Remote">Who is asked.</param>
/// <param name="IsHidden">Whether logs and traces must not name him.</param>
/// <param name="Detail">What tells it from other calls in traces and metrics.</param>
internal readonly record struct Call(
    CallTelemetry Telemetry,
    IPEndPoint Remote,
    bool IsHidden,
    KeyValuePair<string, object?> Detail = default
);

/// <summary>A conversation with one other side, and what a runner needs beside it.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Remote">The other side.</param>
/// <param name="MaxDatagramLength">The longest datagram that it writes.</param>
/// <param name="Read">Reads what it has learned, between two of its steps.</param>
internal sealed record Visit<TResult>(IVisitConversation Conversation, IPEndPoint Remote, int MaxDatagramLength, Func<TResult> Read)
{
    /// <summary>Gets the longest datagram that is read whole.</summary>
    public int MaxIncomingLength { get; init; } = SocketConversation.ShortDatagrams;

    /// <summary>Gets a value indicating whether nobody else of the process may talk to the other side meanwhile.</summary>
    public bool TakesTurn { get; init; } = true;

    /// <summary>Gets what is called when another conversation with the same side has to end first.</summary>
    public Action? OnWaiting { get; init; }

    /// <summary>Gets what is called after each step.</summary>
    public Action<TimeSpan>? OnStep { get; init; }
}
