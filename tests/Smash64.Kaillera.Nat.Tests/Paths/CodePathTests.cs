using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Nat.Codes.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>Probes by connect code meet model clients behind all kinds of routers, through our rendezvous.</summary>
public sealed class CodePathTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(RouterKind.KeepsPort, ConnectCodeStatus.Reachable, P2PPathFailure.None)]
    [InlineData(RouterKind.RemembersStrays, ConnectCodeStatus.Reachable, P2PPathFailure.None)]
    [InlineData(RouterKind.Forwards, ConnectCodeStatus.Reachable, P2PPathFailure.None)]
    [InlineData(RouterKind.Symmetric, ConnectCodeStatus.NotReachable, P2PPathFailure.OtherPort)]
    [InlineData(RouterKind.BlocksPlayers, ConnectCodeStatus.NotReachable, P2PPathFailure.Silence)]
    public void Probe_OnAGoodLine_JudgesEachRouterAsItIs(RouterKind router, ConnectCodeStatus status, P2PPathFailure failure)
    {
        var meeting = Meet(seed: 1, loss: 0, router, out var code);

        var result = ConnectCodeResult.From(code, meeting.Probe(Way(code), Knocking()));

        (result.Status, result.Path.Failure).Should().Be((status, failure));
        result.EndPoint!.Address.Should().Be(PathMeeting<ClaimChange>.HostEndPoint.Address);
        result.IsPunched.Should().Be(status == ConnectCodeStatus.Reachable);
        meeting.IsOccupied.Should().BeFalse();
    }

    [Theory]
    [InlineData(RouterKind.KeepsPort)]
    [InlineData(RouterKind.BlocksPlayers)]
    public void Probe_Always_SpeaksToNoHostBeforeItsPunchOrASecond(RouterKind router)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var meeting = Meet(seed, loss: 0.2, router, out var code);

            meeting.Probe(Way(code), Knocking());

            var (spoken, heard, told) = meeting.First;
            (spoken is null || spoken >= heard || spoken - told >= TimeSpan.FromSeconds(1))
                .Should()
                .BeTrue($"seed {seed}: {meeting.First}");
        }
    }

    [Theory]
    [InlineData(RouterKind.KeepsPort, P2PProbeMode.Knock, P2PHostGeneration.Second)]
    [InlineData(RouterKind.KeepsPort, P2PProbeMode.Identify, P2PHostGeneration.Second)]
    [InlineData(RouterKind.Forwards, P2PProbeMode.Knock, P2PHostGeneration.Third)]
    [InlineData(RouterKind.Symmetric, P2PProbeMode.Knock, P2PHostGeneration.Second)]
    [InlineData(RouterKind.BlocksPlayers, P2PProbeMode.Knock, P2PHostGeneration.Second)]
    public void Probe_At20PercentLoss_IsRightInAtLeast995Of1000(RouterKind router, P2PProbeMode mode, P2PHostGeneration generation)
    {
        const int Runs = 1_000;
        var wrong = new List<string>();
        var right = router is RouterKind.KeepsPort or RouterKind.Forwards ? ConnectCodeStatus.Reachable : ConnectCodeStatus.NotReachable;
        for (var seed = 0; seed < Runs; seed++)
        {
            var meeting = Meet(seed, loss: 0.2, router, out var code, generation);

            var result = ConnectCodeResult.From(code, meeting.Probe(Way(code, mode), new P2PProbeOptions { Mode = mode }));

            (meeting.IsOccupied && result.IsReachable).Should().BeFalse($"a host whose answer came is left (seed {seed})");
            if (result.Status != right)
            {
                wrong.Add($"{seed}: {result.Status} {result.Path} {result.Host}");
            }
        }

        wrong.Should().HaveCountLessThanOrEqualTo(Runs / 200);
    }

    [Theory]
    [InlineData("UNKNOWNCODE", ConnectCodeStatus.UnknownCode)]
    [InlineData("OFFLINE", ConnectCodeStatus.Offline)]
    [InlineData("BUSY", ConnectCodeStatus.Busy)]
    [InlineData("RATELIMIT", ConnectCodeStatus.RendezvousNotResponding)]
    public void Probe_RendezvousRefuses_SaysWhichWay(string word, ConnectCodeStatus status)
    {
        var path = Asked(out var code);

        path.TryReceive(Encoding.ASCII.GetBytes($"\0N02TRAV1|ERR|{word}"), PathMeeting<ClaimChange>.ThirdParty, TimeSpan.Zero);

        path.HasFailed.Should().BeTrue();
        var result = ConnectCodeResult.From(code, Unasked(path));
        result.Status.Should().Be(status);
        result.Reason.Should().Contain(status == ConnectCodeStatus.RendezvousNotResponding ? word : code.ToString());
    }

    [Fact]
    public void Probe_RendezvousIsSilent_SaysThatItDidNotAnswer()
    {
        var path = Way(Parse("PIKA@555"));
        var buffer = new byte[2_048];
        var asked = 0;
        for (var now = TimeSpan.Zero; !path.HasFailed; now = path.WakeUp)
        {
            asked += path.TryWrite(now, buffer, out _, out _) ? 1 : 0;
        }

        (asked, path.Evidence.Failure).Should().Be((8, P2PPathFailure.NoAnswer));
    }

    [Theory]
    [InlineData("192.168.1.5")]
    [InlineData("127.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    public void Probe_PublicRendezvousNamesAnAddressThatIsNot_IsNeverAsked(string address)
    {
        var path = Asked(out _);

        path.TryReceive(
            Encoding.ASCII.GetBytes($"\0N02TRAV1|HOST|ABCD|{address}|27886"),
            PathMeeting<ClaimChange>.ThirdParty,
            TimeSpan.Zero
        );

        (path.HasFailed, path.Host, path.Evidence.Failure).Should().Be((true, null, P2PPathFailure.UnfitAddress));
    }

    [Theory]
    [InlineData("HOST|ABCD|100.202.0.2|0")]
    [InlineData("HOST|ABCD|100.202.0.2|65536")]
    [InlineData("HOST|ABCD|100.202.0|27886")]
    [InlineData("HOST|ABCD|0x64.1.1.1|27886")]
    [InlineData("HOST||100.202.0.2|27886")]
    [InlineData("HOST|ABCD|100.202.0.2|")]
    [InlineData("HOST")]
    [InlineData("PEER|ABCD|100.202.0.2|27886")]
    public void Probe_MalformedAnswer_IsPassedOver(string answer)
    {
        var path = Asked(out _);

        path.TryReceive(Encoding.ASCII.GetBytes($"\0N02TRAV1|{answer}"), PathMeeting<ClaimChange>.ThirdParty, TimeSpan.Zero);

        (path.HasFailed, path.Evidence.EndPoint).Should().Be((false, null));
    }

    [Fact]
    public void Probe_AnswerFromAStranger_IsNotBelieved()
    {
        var path = Asked(out _);

        path.TryReceive("\0N02TRAV1|HOST|ABCD|100.202.0.2|27886"u8, IPEndPoint.Parse("100.200.0.9:6265"), TimeSpan.Zero).Should().BeTrue();

        path.Evidence.EndPoint.Should().BeNull();
    }

    private static P2PProbeOptions Knocking() => new() { Mode = P2PProbeMode.Knock };

    private static ConnectCode Parse(string text) => ConnectCode.TryParse(text, out var code) ? code : throw new ArgumentException(text);

    private static CodePathFinder Way(ConnectCode code, P2PProbeMode mode = P2PProbeMode.Knock) =>
        new(code, PathMeeting<ClaimChange>.ThirdParty, mode);

    private static CodePathFinder Asked(out ConnectCode code)
    {
        code = Parse("PIKA@555");
        var path = Way(code);
        path.TryWrite(TimeSpan.Zero, new byte[2_048], out _, out _).Should().BeTrue();
        return path;
    }

    private static P2PProbeResult Unasked(CodePathFinder path) =>
        new(PathMeeting<ClaimChange>.ThirdParty, P2PProbeStatus.NoResponse) { Path = path.Evidence };

    private static PathMeeting<ClaimChange> Meet(
        int seed,
        double loss,
        RouterKind router,
        out ConnectCode code,
        P2PHostGeneration generation = P2PHostGeneration.Second
    )
    {
        var options = new RendezvousServerOptions();
        var server = new RendezvousResponder(6264, options, new CodeBook(options.MaxClaims, Start, []));
        var client = new CodeClient(PathMeeting<ClaimChange>.ThirdParty);
        var meeting = new PathMeeting<ClaimChange>(seed, loss, router, server, client, generation);
        meeting.RunUntil(() => client.Code is not null);
        code = Parse(client.Code!);
        return meeting;
    }
}
