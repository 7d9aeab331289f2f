using Smash64.Kaillera.Nat.Autopunch;
using Smash64.Kaillera.Nat.Autopunch.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>Probes through Autopunch's relay meet model clients behind all kinds of routers.</summary>
public sealed class AutopunchPathTests
{
    [Theory]
    [InlineData(RouterKind.KeepsPort, P2PProbeStatus.Responding, P2PPathFailure.None)]
    [InlineData(RouterKind.RemembersStrays, P2PProbeStatus.Responding, P2PPathFailure.None)]
    [InlineData(RouterKind.Forwards, P2PProbeStatus.Responding, P2PPathFailure.None)]
    [InlineData(RouterKind.Symmetric, P2PProbeStatus.NoResponse, P2PPathFailure.OtherPort)]
    [InlineData(RouterKind.BlocksPlayers, P2PProbeStatus.NoResponse, P2PPathFailure.Silence)]
    public void Probe_OnAGoodLine_JudgesEachRouterAsItIs(RouterKind router, P2PProbeStatus status, P2PPathFailure failure)
    {
        var meeting = Meet(seed: 1, loss: 0, router, P2PHostGeneration.First, isPunching: true);

        var result = meeting.Probe(Way(), new P2PProbeOptions());

        (result.Status, result.Path!.Failure).Should().Be((status, failure));
        meeting.IsOccupied.Should().BeFalse();
    }

    [Fact]
    public void Probe_HostWithoutAutopunch_IsUnknownToTheRelay()
    {
        var meeting = Meet(seed: 1, loss: 0, RouterKind.KeepsPort, P2PHostGeneration.Second, isPunching: false);

        var result = meeting.Probe(Way(), new P2PProbeOptions());

        (result.Status, result.Path!.Failure).Should().Be((P2PProbeStatus.NoResponse, P2PPathFailure.UnknownHost));
        result.Reason.Should().Contain("does not run there");
    }

    [Theory]
    [InlineData(RouterKind.KeepsPort, P2PProbeMode.Quiet, P2PHostGeneration.First)]
    [InlineData(RouterKind.KeepsPort, P2PProbeMode.Identify, P2PHostGeneration.Second)]
    [InlineData(RouterKind.Symmetric, P2PProbeMode.Quiet, P2PHostGeneration.First)]
    public void Probe_At20PercentLoss_IsRightInAtLeast995Of1000(RouterKind router, P2PProbeMode mode, P2PHostGeneration generation)
    {
        const int Runs = 1_000;
        var right = router == RouterKind.KeepsPort ? P2PPathFailure.None : P2PPathFailure.OtherPort;
        var wrong = new List<string>();
        for (var seed = 0; seed < Runs; seed++)
        {
            var meeting = Meet(seed, loss: 0.2, router, generation, isPunching: true);

            var result = meeting.Probe(Way(mode), new P2PProbeOptions { Mode = mode });

            (meeting.IsOccupied && result.IsReachable).Should().BeFalse($"a host whose answer came is left (seed {seed})");
            if (
                result.Path!.Failure != right
                || result.IsReachable != (right == P2PPathFailure.None)
                || result.Status == P2PProbeStatus.Busy
            )
            {
                wrong.Add($"{seed}: {result}");
            }
        }

        wrong.Should().HaveCountLessThanOrEqualTo(Runs / 200);
    }

    [Theory]
    [InlineData("6CEE6CEE64CA0003", "another address than the asked one")]
    [InlineData("13889CBB64CA0002", "another socket of the asked address")]
    [InlineData("6CEE000064CA0002", "port 0")]
    [InlineData("6CEE6CEE64CA00", "too short")]
    [InlineData("6CEE6CEE64CA000200", "too long")]
    public void Answer_ThatIsNone_IsNotBelieved(string answer, string because)
    {
        var path = Way();
        path.TryWrite(TimeSpan.Zero, new byte[2_048], out _, out _).Should().BeTrue();

        path.TryReceive(Convert.FromHexString(answer), PathMeeting<object>.ThirdParty, TimeSpan.Zero);

        path.Evidence.EndPoint.Should().BeNull(because);
    }

    [Fact]
    public void Relay_IsSilent_IsToldApartFromAHostWithoutAutopunch()
    {
        var path = Way();
        var buffer = new byte[2_048];
        var lengths = new List<int>();
        for (var now = TimeSpan.Zero; !path.HasFailed; now = path.WakeUp > now ? path.WakeUp : now)
        {
            if (path.TryWrite(now, buffer, out var length, out _))
            {
                lengths.Add(length);
            }
        }

        path.Evidence.Failure.Should().Be(P2PPathFailure.NoAnswer);
        lengths.Should().Equal(Enumerable.Repeat<int[]>([8, 1], 12).SelectMany(pair => pair));
    }

    [Fact]
    public void Path_RelayThatIsNone_IsRefused()
    {
        var make = () => new AutopunchPath(new IPEndPoint(IPAddress.IPv6Loopback, 1));

        make.Should().Throw<ArgumentException>().WithMessage("*IPv4*");
    }

    private static AutopunchPathFinder Way(P2PProbeMode mode = P2PProbeMode.Quiet) =>
        new(PathMeeting<object>.HostEndPoint, PathMeeting<object>.ThirdParty, mode);

    private static PathMeeting<object> Meet(int seed, double loss, RouterKind router, P2PHostGeneration generation, bool isPunching)
    {
        var relay = new AutopunchRelayResponder(PathMeeting<object>.ThirdParty.Port, new AutopunchRelayOptions());
        var client = isPunching ? new AutopunchClient(PathMeeting<object>.ThirdParty, 27886) : null;
        var meeting = new PathMeeting<object>(seed, loss, router, relay, client, generation);
        meeting.RunUntil(() => relay.SocketCount > 0 || !isPunching);
        return meeting;
    }
}
