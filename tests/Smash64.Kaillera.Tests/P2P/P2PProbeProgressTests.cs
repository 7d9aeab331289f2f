using static Smash64.Kaillera.Tests.P2P.Loopback;

namespace Smash64.Kaillera.Tests.P2P;

/// <summary>What a probe tells while it is under way, over real sockets.</summary>
public sealed class P2PProbeProgressTests
{
    [Fact]
    public async Task Progress_HostThatIsLoggedInTo_TellsAskingAnsweredAndLeaving()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        var news = new Listener();
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify, Progress = news });

        var result = await probe.ProbeAsync(host.EndPoint);

        var end = await result.Completion;
        Stages(news).Should().Equal(P2PProbeStage.Asking, P2PProbeStage.Answered, P2PProbeStage.Leaving);
        news.Heard[^1].DatagramsSent.Should().Be(end.DatagramsSent);
        news.Heard.Should().BeInAscendingOrder(progress => progress.DatagramsSent).And.BeInAscendingOrder(progress => progress.Elapsed);
    }

    [Fact]
    public async Task Progress_ClosedPort_IsNeverCalledAnswered()
    {
        var news = new Listener();
        await using var probe = new P2PProbe(new P2PProbeOptions { Progress = news });

        await probe.ProbeAsync(UdpPort.FindClosed());

        Stages(news).Should().Equal(P2PProbeStage.Asking);
    }

    [Fact]
    public async Task Progress_SecondProbeOfAHost_TellsThatItWaits()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify });
        var news = new Listener();
        var first = probe.ProbeAsync(host.EndPoint);

        await probe.ProbeAsync(host.EndPoint, new P2PProbeOptions { Mode = P2PProbeMode.Identify, Progress = news });

        news.Heard[0].Should().Be(new P2PProbeProgress(P2PProbeStage.Waiting, TimeSpan.Zero, 0, 0));
        (await first).IsReachable.Should().BeTrue();
    }

    [Fact]
    public async Task Progress_ListenerThatThrows_DoesNotKeepTheHostFromBeingLeft()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify, Progress = new Listener(fails: true) });

        var result = await probe.ProbeAsync(host.EndPoint);

        result.IsReachable.Should().BeTrue();
        await result.Completion;
        (await host.EndAsync())[^1].Kind.Should().Be(P2PHostEventKind.Left);
    }

    [Fact]
    public async Task BytesSent_OfAProbe_AreThoseThatArriveWithTheirHeaders()
    {
        using var socket = UdpPort.Bind();
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify, Timeout = TimeSpan.FromMilliseconds(300) });

        var result = await probe.ProbeAsync((IPEndPoint)socket.LocalEndPoint!);

        var arrived = 0;
        var buffer = new byte[2_048];
        for (var i = 0; i < result.DatagramsSent; i++)
        {
            arrived += socket.Receive(buffer) + 28;
        }

        result.BytesSent.Should().Be(arrived);
    }

    private static IEnumerable<P2PProbeStage> Stages(Listener news)
    {
        P2PProbeStage? last = null;
        foreach (var progress in news.Heard)
        {
            if (progress.Stage != last)
            {
                yield return progress.Stage;
                last = progress.Stage;
            }
        }
    }

    private sealed class Listener(bool fails = false) : IProgress<P2PProbeProgress>
    {
        public List<P2PProbeProgress> Heard { get; } = [];

        public void Report(P2PProbeProgress value)
        {
            Heard.Add(value);
            if (fails)
            {
                throw new InvalidOperationException("The listener is broken.");
            }
        }
    }
}
