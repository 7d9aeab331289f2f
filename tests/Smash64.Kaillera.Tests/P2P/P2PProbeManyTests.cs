using static Smash64.Kaillera.Tests.P2P.Loopback;

namespace Smash64.Kaillera.Tests.P2P;

/// <summary>Many probes at once over real UDP sockets on loopback.</summary>
public sealed class P2PProbeManyTests
{
    private static readonly P2PProbeOptions Identify = new() { Mode = P2PProbeMode.Identify };

    [Fact]
    public async Task ProbeManyAsync_ManyHosts_GivesEachItsOwnResult()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartHostAsync(P2PHostGeneration.Second)));
        var closed = UdpPort.FindClosed();
        var results = new List<P2PProbeResult>();

        await foreach (
            var result in new P2PProbe().ProbeManyAsync(
                hosts.Select(host => host.EndPoint).Append(closed),
                new P2PProbeOptions { MaxConcurrency = 4, MaxDatagramsPerSecond = 0 }
            )
        )
        {
            results.Add(result);
        }

        results.Select(result => result.EndPoint).Should().BeEquivalentTo(hosts.Select(host => host.EndPoint).Append(closed));
        var refused = OperatingSystem.IsLinux() ? P2PProbeStatus.PortClosed : P2PProbeStatus.NoResponse; // no other tells a shared socket
        results.Should().OnlyContain(result => result.Status == (result.EndPoint.Equals(closed) ? refused : P2PProbeStatus.Responding));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task ProbeManyAsync_DefaultRateAndHostsThatMustBeLoggedInTo_IsRightAndLeavesThemAll()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => StartHostAsync(P2PHostGeneration.First)));
        var results = new List<P2PProbeResult>();

        await foreach (var result in new P2PProbe(Identify).ProbeManyAsync(hosts.Select(host => host.EndPoint)))
        {
            results.Add(result);
        }

        results.Should().HaveCount(hosts.Length).And.OnlyContain(result => result.Status == P2PProbeStatus.Responding);
        foreach (var host in hosts)
        {
            (await host.EndAsync()).Should().Contain(happened => happened.Kind == P2PHostEventKind.Left && !happened.TimedOut);
        }
    }

    [Fact]
    public async Task ProbeManyAsync_AddressThisMachineCantSendTo_IsAResultAndEndsNothing()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var broadcast = new IPEndPoint(IPAddress.Broadcast, 27886);
        var results = new List<P2PProbeResult>();

        await foreach (var result in new P2PProbe().ProbeManyAsync([broadcast, host.EndPoint]))
        {
            results.Add(result);
        }

        results.Should().HaveCount(2).And.ContainSingle(result => result.Status == P2PProbeStatus.Responding);
        var failed = results.Single(result => result.Status == P2PProbeStatus.Unknown);
        failed.Fault.Should().NotBeNull();
        failed.Reason.Should().Contain("could not be asked from this machine");
    }

    [Fact]
    public async Task ProbeManyAsync_Cancelled_StopsAtOnceWhateverTheRate()
    {
        using var silent = UdpPort.Bind();
        using var cancellation = new CancellationTokenSource();
        var options = new P2PProbeOptions { MaxDatagramsPerSecond = 1 };
        var hosts = Enumerable.Range(0, 1_000).Select(_ => (IPEndPoint)silent.LocalEndPoint!);
        var probing = ReadAsync(new P2PProbe(options, new ManualTimeProvider()).ProbeManyAsync(hosts, cancellationToken: cancellation.Token));
        await ReceiveAsync(silent);

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => probing).Should().ThrowAsync<OperationCanceledException>("no timer of the clock that stands still is waited for");

        static async Task ReadAsync(IAsyncEnumerable<P2PProbeResult> results)
        {
            await foreach (var _ in results) { }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ProbeManyAsync_ReaderGoesInTheMiddleOfAVisit_LeavesTheHosts(bool isCancelled)
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => StartHostAsync(P2PHostGeneration.Second)));
        using var cancellation = new CancellationTokenSource();
        var probe = new P2PProbe(Identify);
        var reading = ReadAsync();
        await Task.WhenAll(hosts.Select(host => host.WaitForAsync(P2PHostEventKind.Request)));
        if (isCancelled)
        {
            await cancellation.CancelAsync();
        }

        await FluentActions.Awaiting(() => reading).Should().ThrowAsync<Exception>();
        await probe.DisposeAsync();
        foreach (var host in hosts)
        {
            (await host.EndAsync()).Should().Contain(happened => happened.Kind == P2PHostEventKind.Left && !happened.TimedOut);
        }

        async Task ReadAsync()
        {
            await foreach (var _ in probe.ProbeManyAsync(hosts.Select(host => host.EndPoint), cancellationToken: cancellation.Token))
            {
                if (!isCancelled)
                {
                    throw new InvalidOperationException("The reader has lost interest.");
                }
            }

            cancellation.Token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task ProbeManyAsync_InputThrows_LetsTheReaderSeeIt()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var results = new List<P2PProbeResult>();

        var reading = async () =>
        {
            await foreach (var result in new P2PProbe().ProbeManyAsync(Broken()))
            {
                results.Add(result);
            }
        };

        await reading.Should().ThrowAsync<FormatException>();
        results.Should().ContainSingle("who was asked before is not to blame").Which.Status.Should().Be(P2PProbeStatus.Responding);

        IEnumerable<IPEndPoint> Broken()
        {
            yield return host.EndPoint;
            throw new FormatException("no end point");
        }
    }

    [Fact]
    public async Task ProbeManyAsync_StoppedWhileTheInputBlocks_EndsAtOnce()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        using var next = new ManualResetEventSlim();
        var letGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await foreach (var result in new P2PProbe().ProbeManyAsync(Slow()))
        {
            result.Status.Should().Be(P2PProbeStatus.Responding);
            break;
        }

        letGo.Task.IsCompleted.Should().BeFalse("nobody waited for the second one");
        next.Set();
        await letGo.Task.WaitAsync(TimeSpan.FromSeconds(30));

        IEnumerable<IPEndPoint> Slow()
        {
            try
            {
                yield return host.EndPoint;
                next.Wait();
                yield return host.EndPoint;
            }
            finally
            {
                letGo.SetResult();
            }
        }
    }

    [Fact]
    public async Task ProbeManyAsync_HostThatIsNone_ThrowsTheCallersMistake()
    {
        var reading = async () =>
        {
            await foreach (var _ in new P2PProbe().ProbeManyAsync([new IPEndPoint(IPAddress.IPv6Loopback, 27886)])) { }
        };

        await reading.Should().ThrowAsync<ArgumentException>().WithMessage("*IPv4*");
    }

    [Fact]
    public async Task ProbeManyAsync_ReaderStopsEarly_StopsTheProbing()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var taken = 0;

        await foreach (var result in new P2PProbe().ProbeManyAsync(Endless(), new P2PProbeOptions { MaxConcurrency = 2 }))
        {
            result.Status.Should().Be(P2PProbeStatus.Responding);
            break;
        }

        taken.Should().BeLessThan(50, "the input is read as the work goes on");

        IEnumerable<IPEndPoint> Endless()
        {
            while (true)
            {
                taken++;
                yield return host.EndPoint;
            }
        }
    }
}
