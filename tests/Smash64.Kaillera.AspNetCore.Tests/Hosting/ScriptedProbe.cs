using System.Threading.Channels;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>A probe that sends nothing: a test says what each probe finds, and when.</summary>
/// <param name="status">What every probe finds at once, or <see langword="null"/> if a test answers each.</param>
internal sealed class ScriptedProbe(P2PProbeStatus? status = null) : IP2PProbe
{
    private readonly Channel<ScriptedCall> _calls = Channel.CreateUnbounded<ScriptedCall>();
    private int _callCount;

    public int CallCount => Volatile.Read(ref _callCount);

    /// <summary>Gets a value indicating whether a stopped probe takes its time to leave: until the test ends it.</summary>
    public bool LeavesSlowly { get; init; }

    /// <summary>Gets the first probe that no test has looked at yet, when it comes.</summary>
    public async Task<ScriptedCall> NextCallAsync() => await _calls.Reader.ReadAsync().AsTask().WaitAsync(Eventually.Patience);

    /// <summary>Gets the first probe that no test has looked at yet, if there is one.</summary>
    public ScriptedCall? TryTakeCall() => _calls.Reader.TryRead(out var call) ? call : null;

    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, CancellationToken cancellationToken = default) =>
        ProbeAsync(host, options: null, cancellationToken);

    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, P2PProbeOptions? options, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _callCount);
        var call = new ScriptedCall(host, options!, LeavesSlowly, cancellationToken);
        if (status is { } found)
        {
            call.Find(found);
        }

        _calls.Writer.TryWrite(call);
        return call.Result;
    }

    public IAsyncEnumerable<P2PProbeResult> ProbeManyAsync(
        IEnumerable<IPEndPoint> hosts,
        P2PProbeOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();
}

/// <summary>One probe that is under way.</summary>
internal sealed class ScriptedCall
{
    private readonly TaskCompletionSource<P2PProbeResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _stop;

    public ScriptedCall(IPEndPoint host, P2PProbeOptions options, bool leavesSlowly, CancellationToken stop)
    {
        Host = host;
        Options = options;
        _stop = stop;
        stop.Register(() =>
        {
            _stopped.TrySetResult();
            if (!leavesSlowly)
            {
                _result.TrySetCanceled(stop);
            }
        });
    }

    public IPEndPoint Host { get; }

    public P2PProbeOptions Options { get; }

    public bool IsStopped => _stopped.Task.IsCompleted;

    public Task<P2PProbeResult> Result => _result.Task;

    public void Find(P2PProbeStatus status) => TryFind(status).Should().BeTrue("a probe ends once");

    /// <summary>Ends the probe unless it has just been stopped.</summary>
    public bool TryFind(P2PProbeStatus status) =>
        _result.TrySetResult(new P2PProbeResult(Host, status) { Elapsed = TimeSpan.FromMilliseconds(42), DatagramsSent = 2, BytesSent = 100 });

    public void Find(P2PProbeResult result) => _result.TrySetResult(result).Should().BeTrue("a probe ends once");

    public void Fail(Exception exception) => _result.TrySetException(exception).Should().BeTrue("a probe ends once");

    /// <summary>Ends a stopped probe that leaves slowly.</summary>
    public void Leave() => _result.TrySetCanceled(_stop).Should().BeTrue("a probe ends once");

    public void Report(P2PProbeStage stage, int sent = 1, int received = 0) =>
        Options.Progress!.Report(new P2PProbeProgress(stage, TimeSpan.FromMilliseconds(10 * sent), sent, received));

    public Task WaitUntilStoppedAsync() => _stopped.Task.WaitAsync(Eventually.Patience);
}
