using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Autopunch.Protocol;
using Smash64.Kaillera.Nat.Tests.Paths;

namespace Smash64.Kaillera.Nat.Tests.Sessions;

/// <summary>Hosting like Autopunch: our session against our relay.</summary>
public sealed class AutopunchSessionTests
{
    private static readonly IPEndPoint Relay = PathMeeting<object>.ThirdParty;

    [Fact]
    public void Probe_At20PercentLoss_ReachesTheSession()
    {
        var wrong = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var relay = new AutopunchRelayResponder(Relay.Port, new AutopunchRelayOptions());
            var session = new AutopunchHostConversation(Relay, PathMeeting<object>.HostEndPoint.Port);
            var client = new SessionClient<AutopunchEvent>(session);
            var meeting = new PathMeeting<object>(seed, loss: 0.2, RouterKind.KeepsPort, relay, client, P2PHostGeneration.Second);
            meeting.RunUntil(() => relay.SocketCount > 0);

            var path = new AutopunchPathFinder(PathMeeting<object>.HostEndPoint, Relay, P2PProbeMode.Quiet);
            wrong += meeting.Probe(path, new P2PProbeOptions()).IsReachable ? 0 : 1;
        }

        wrong.Should().BeLessThanOrEqualTo(2);
    }

    [Fact]
    public void Session_RelayFallsSilent_SaysSoAndGoesOnAsking()
    {
        var session = new AutopunchHostConversation(Relay, 27886);
        session.Advance(TimeSpan.Zero);
        session.TryReceive([0], Relay, TimeSpan.Zero).Should().BeTrue();

        var sent = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(1); now = session.WakeUp)
        {
            session.Advance(now);
            while (session.TryWrite(out _, out _))
            {
                sent++;
            }
        }

        sent.Should().BeInRange(120, 150);
        Kinds(session).Should().Equal(AutopunchEventKind.RelayFound, AutopunchEventKind.RelayLost);
    }

    [Fact]
    public void Peer_SilentForTenSeconds_IsPunchedNoMore()
    {
        var session = new AutopunchHostConversation(Relay, 27886);
        session.TryReceive([0x6C, 0xEF, 0xC7, 0x38, 100, 201, 0, 3], Relay, TimeSpan.Zero);

        var punches = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromSeconds(30); now = session.WakeUp)
        {
            session.Advance(now);
            while (session.TryWrite(out var to, out _))
            {
                punches += to.Equals(IPEndPoint.Parse("100.201.0.3:51000")) ? 1 : 0;
            }
        }

        punches.Should().Be(10);
    }

    [Theory]
    [InlineData("6CEFC738C0A80107", "a private address, named by a public relay")]
    [InlineData("6CEF000064C90003", "port 0")]
    [InlineData("6CEFC73864C900", "too short")]
    public void Peer_ThatIsNone_IsNotPunched(string answer, string because)
    {
        var session = new AutopunchHostConversation(Relay, 27886);

        session.TryReceive(Convert.FromHexString(answer), Relay, TimeSpan.Zero).Should().BeTrue();

        Kinds(session).Should().NotContain(AutopunchEventKind.PeerComing, because);
    }

    [Fact]
    public async Task Session_OfARealHost_IsFoundThroughTheRelay()
    {
        await using var relay = await AutopunchRelay.StartAsync(new AutopunchRelayOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var session = await AutopunchSession.StartAsync(host, new DnsEndPoint("127.0.0.1", relay.EndPoint.Port));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var happened in session.ReadEventsAsync(patience.Token))
        {
            happened.Kind.Should().Be(AutopunchEventKind.RelayFound);
            break;
        }

        await using var probe = new P2PProbe();
        var result = await probe.ProbeAsync(
            host.EndPoint,
            new P2PProbeOptions { Path = new AutopunchPath(relay.EndPoint), Mode = P2PProbeMode.Identify },
            patience.Token
        );

        result.Status.Should().Be(P2PProbeStatus.Responding);
        result.Path!.IsPunched.Should().BeTrue();
        result.Game.Should().Be("SMASH BROTHERS");
    }

    private static List<AutopunchEventKind> Kinds(AutopunchHostConversation session)
    {
        var kinds = new List<AutopunchEventKind>();
        while (session.TryReadEvent(out var happened))
        {
            kinds.Add(happened.Kind);
        }

        return kinds;
    }
}
