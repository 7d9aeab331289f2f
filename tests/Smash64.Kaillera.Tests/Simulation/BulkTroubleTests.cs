using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>What goes wrong on the machine that asks, and must not look like an answer of those who are asked.</summary>
public sealed class BulkTroubleTests
{
    private static readonly P2PProbeOptions Knock = new() { Mode = P2PProbeMode.Knock };
    private static readonly Line Far = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(75) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_ProgramStandsStillForLongerThanTheTimeout_TakesNoAnswerForSilence(bool pumpTellsAges)
    {
        const int Count = 3_000;
        var meeting = new BulkMeeting(network: 80);
        meeting.Pump.TellsAges = pumpTellsAges;
        meeting.Pump.Standstill = TimeSpan.FromSeconds(10); // stopped by its user while thousands of answers are under way
        AddHosts(meeting, Count);

        meeting.Begin(Knock).Run();

        meeting.Pump.Standstill.Should().Be(TimeSpan.Zero, "it was stopped and goes on");
        meeting.Results.Should().HaveCount(Count).And.OnlyContain(result => result.Status == P2PProbeStatus.Responding);
        if (pumpTellsAges)
        {
            meeting.Results.Should().OnlyContain(result => result.RoundTripTime == TimeSpan.FromMilliseconds(150));
        }
    }

    [Theory]
    [InlineData(SocketError.NoBufferSpaceAvailable)]
    [InlineData(SocketError.AccessDenied)]
    public void Run_MachineCanNotSendForAWhile_AsksAgain(SocketError error)
    {
        const int Count = 200;
        var meeting = new BulkMeeting(network: 81);
        AddHosts(meeting, Count);
        meeting.Pump.Refuse = _ => meeting.Clock.Elapsed < TimeSpan.FromMilliseconds(200) ? error : SocketError.Success;

        meeting.Begin(Knock).Run();

        meeting.Results.Should().HaveCount(Count).And.OnlyContain(result => result.Status == P2PProbeStatus.Responding);
    }

    [Fact]
    public void Run_MachineCanNeverSend_SaysWhy()
    {
        var meeting = new BulkMeeting(network: 82);
        AddHosts(meeting, 3);
        meeting.Pump.Refuse = _ => SocketError.NoBufferSpaceAvailable;

        meeting.Begin(Knock).Run();

        meeting
            .Results.Should()
            .HaveCount(3)
            .And.OnlyContain(result => result.Status == P2PProbeStatus.Unknown && result.Fault == SocketError.NoBufferSpaceAvailable);
    }

    [Fact]
    public void Run_NoRoute_SaysSoAtOnce()
    {
        var meeting = new BulkMeeting(network: 83);
        AddHosts(meeting, 3);
        meeting.Pump.Refuse = _ => SocketError.NetworkUnreachable;

        meeting.Begin(Knock).Run();

        meeting.Results.Should().HaveCount(3).And.OnlyContain(result => result.Fault == SocketError.NetworkUnreachable);
        meeting.Clock.Elapsed.Should().BeLessThan(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Run_OneSilentHostManyTimes_KeepsNobodyElseWaiting()
    {
        const int Rate = 1_000;
        var meeting = new BulkMeeting(network: 84);
        var silent = meeting.Add(OtherProgram.Silent, Far, Far);
        for (var i = 0; i < 300; i++)
        {
            meeting.Repeat(silent);
        }

        var others = AddHosts(meeting, 100);
        var limits = new BulkLimits(65_536, Rate, PacesLoopback: true) { MaxPaced = P2PProbeSchedule.MostAtOnce(Knock.Mode, Rate, 65_536) };
        meeting.Begin(Knock, limits);

        while (meeting.Clock.Elapsed < TimeSpan.FromSeconds(2) && meeting.Turn())
        {
            meeting.Read();
        }

        meeting.Results.Select(result => result.EndPoint).Should().BeEquivalentTo(others);
    }

    [Fact]
    public void Run_SameServerAgainAndAgain_TakesNoLatePongForTheNextOnesAnswer()
    {
        var clock = new ManualTimeProvider();
        var pump = new SimulatedPump(clock);
        var server = new IPEndPoint(IPAddress.Parse("100.85.0.1"), 27888);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(150) };
        pump.Add(RemoteAddress.From(server), OtherProgram.KailleraServer, line, line);
        var options = new KailleraServerProbeOptions { PingCount = 1, PingTimeout = TimeSpan.FromMilliseconds(200) };
        var output = new BulkOutput<KailleraPingResult>();
        var run = new BulkRun<KailleraManyPingsConversation, KailleraPingResult>(
            new KailleraPingBulkKind(options),
            new CollectionInput(Enumerable.Repeat(server, 20)),
            output,
            pump,
            new BulkLimits(65_536, 0, PacesLoopback: true),
            clock
        );

        while (run.Turn())
        {
            // Nothing is in its way.
        }

        List<KailleraPingResult> results = [];
        while (output.TryRead(out var result))
        {
            results.Add(result);
        }

        results.Should().HaveCount(20).And.OnlyContain(result => result.Status == KailleraPingStatus.NoResponse);
        pump.Sent.Should().HaveCount(20);
    }

    private static List<IPEndPoint> AddHosts(BulkMeeting meeting, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => meeting.Add(new SimulatedHost(P2PHostGeneration.Second), Far, Far))];
}
