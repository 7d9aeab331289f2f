using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>Thousands of hosts over one socket, in virtual time: the same code that runs over a real one.</summary>
public sealed class BulkSimulationTests
{
    private const int Many = 20_000;

    private static readonly P2PProbeOptions Quiet = new();
    private static readonly P2PProbeOptions Identify = new() { Mode = P2PProbeMode.Identify };
    private static readonly P2PProbeOptions Knock = new() { Mode = P2PProbeMode.Knock };

    [Fact]
    public void Run_TwentyThousandHostsAtTenPercentLoss_GivesEachItsOwnRightVerdictOnce()
    {
        var random = new Random(20_261_125);
        var meeting = new BulkMeeting(network: 64);
        var scenarios = new Dictionary<IPEndPoint, Scenario>();
        for (var i = 0; i < Many; i++)
        {
            var scenario = Draw(i);
            var host = meeting.Add(MakeProgram(scenario, random), Line.Draw(random, scenario.Loss), Line.Draw(random, scenario.Loss));
            scenarios.Add(host, scenario);
        }

        meeting.Begin(Quiet).Run();

        meeting.Results.Should().HaveCount(Many, "none is lost and none is doubled");
        meeting.Results.Select(result => result.EndPoint).Should().OnlyHaveUniqueItems();
        meeting.Results.Where(result => !scenarios[result.EndPoint].Right.Contains(result.Status)).Should().BeEmpty();
        meeting.Figures.Strays.Should().BePositive("answers to repeated knocks come when the verdict has long fallen");
        meeting.Pump.Drops.Should().Be(0);
    }

    [Fact]
    public void Run_LoginsOverBadLines_TakesNobodyForAnotherAndLeavesThemAll()
    {
        const int Count = 2_000;
        var random = new Random(7);
        var meeting = new BulkMeeting(network: 65);
        var programs = new Dictionary<IPEndPoint, SimulatedHost>();
        for (var i = 0; i < Count; i++)
        {
            var generation = (P2PHostGeneration)((int)P2PHostGeneration.First + (i % 3));
            var program = new SimulatedHost(generation, userName: $"Host {i}");
            programs.Add(meeting.Add(program, Line.Draw(random, 0.10), Line.Draw(random, 0.10)), program);
        }

        meeting.Begin(Identify).Run();
        meeting.Wait(TimeSpan.FromSeconds(5)); // what was sent last is still under way

        meeting.Results.Should().HaveCount(Count).And.OnlyContain(result => result.Status == P2PProbeStatus.Responding);
        var hosts = programs.Keys.ToList();
        meeting.Results.Where(result => result.HostName is not null).Should().HaveCountGreaterThan(Count * 95 / 100);
        meeting.Results.Should().OnlyContain(result => result.HostName == null || result.HostName == $"Host {hosts.IndexOf(result.EndPoint)}");
        programs.Values.Should().OnlyContain(program => !program.IsOccupied, "a host that was logged in to is left");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Run_KnocksOnCleanLines_CostTwoDatagramsAndTellEachHostsOwnTime(int heldUpMilliseconds)
    {
        const int Count = 5_000;
        var meeting = new BulkMeeting(network: 66);
        meeting.Pump.Lateness = TimeSpan.FromMilliseconds(heldUpMilliseconds);
        var expected = new Dictionary<IPEndPoint, TimeSpan>();
        for (var i = 0; i < Count; i++)
        {
            var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(1) + TimeSpan.FromTicks(100 * i) };
            expected.Add(meeting.Add(new SimulatedHost(P2PHostGeneration.Second), line, line), 2 * line.Delay);
        }

        meeting.Begin(Knock).Run();

        meeting.Results.Should().HaveCount(Count);
        meeting
            .Results.Should()
            .OnlyContain(
                result => result.RoundTripTime == expected[result.EndPoint],
                "no turn of another conversation adds to a time, however late its datagram is read"
            );
        meeting.Results.Should().OnlyContain(result => result.DatagramsSent == 1 && result.DatagramsReceived == 1);
    }

    [Fact]
    public void Run_ReaderIsSlow_SlowsTheProbingAndLosesNothing()
    {
        const int Count = 20_000;
        const int Each = 5;
        var meeting = new BulkMeeting(network: 67);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(10) };
        for (var i = 0; i < Count; i++)
        {
            meeting.Add(new SimulatedHost(P2PHostGeneration.Second), line, line);
        }

        meeting.Begin(Knock, new BulkLimits(500, 0, PacesLoopback: true));
        var mostUnread = 0;
        while (meeting.Turn())
        {
            mostUnread = Math.Max(mostUnread, meeting.Output.Unread);
            for (var i = 0; i < Each && meeting.Output.TryRead(out var result); i++)
            {
                meeting.Results.Add(result);
            }
        }

        meeting.Read();

        meeting.Results.Select(result => result.EndPoint).Should().OnlyHaveUniqueItems().And.HaveCount(Count);
        mostUnread.Should().BeLessThanOrEqualTo(1_001, "what is unread and what is under way are each bounded");
        (meeting.Pump.Sent[^1].At - meeting.Pump.Sent[0].At)
            .Should()
            .BeGreaterThan(TimeSpan.FromSeconds(2), "20,000 results at 5 a turn take that long, and the hosts are asked no faster");
    }

    [Fact]
    public void Run_StrayAndLateDatagrams_ChangeNothing()
    {
        var meeting = new BulkMeeting(network: 68);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(10) };
        var host = meeting.Add(new SimulatedHost(P2PHostGeneration.Second), line, line);
        var silent = meeting.Add(OtherProgram.Silent, line, line);
        var reply = "\0xxxxxxxxxx\0"u8.ToArray();
        var otherPort = new RemoteAddress(RemoteAddress.From(silent).Address, 27887);
        meeting.Pump.Inject(otherPort, reply, TimeSpan.FromMilliseconds(5));
        meeting.Pump.Inject(new RemoteAddress(0x01020304, 27886), reply, TimeSpan.FromMilliseconds(6));
        meeting.Pump.Inject(RemoteAddress.From(host), reply, TimeSpan.FromMilliseconds(100));

        meeting.Begin(Knock).Run();

        meeting.Results.Should().ContainSingle(result => result.EndPoint.Equals(host)).Which.Status.Should().Be(P2PProbeStatus.Responding);
        meeting.Results.Should().ContainSingle(result => result.EndPoint.Equals(silent)).Which.Status.Should().Be(P2PProbeStatus.NoResponse);
        meeting.Figures.Strays.Should().Be(3);
    }

    [Fact]
    public void Run_TheSameHostTwice_AsksOneAfterTheOther()
    {
        var meeting = new BulkMeeting(network: 69);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(50) };
        var host = meeting.Add(new SimulatedHost(P2PHostGeneration.Second), line, line);
        meeting.Repeat(host);
        meeting.Repeat(host);

        meeting.Begin(Knock).Run();

        meeting.Results.Should().HaveCount(3).And.OnlyContain(result => result.Status == P2PProbeStatus.Responding);
        meeting.Pump.Sent.Should().HaveCount(3);
        (meeting.Pump.Sent[1].At - meeting.Pump.Sent[0].At).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100));
        (meeting.Pump.Sent[2].At - meeting.Pump.Sent[1].At).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void Run_TheSameHostTwiceWithLogins_WaitsUntilItHasReopenedItsSocket()
    {
        var meeting = new BulkMeeting(network: 70);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(5) };
        var program = new SimulatedHost(P2PHostGeneration.First);
        meeting.Repeat(meeting.Add(program, line, line));

        meeting.Begin(Identify).Run();

        meeting.Results.Should().HaveCount(2).And.OnlyContain(result => result.Status == P2PProbeStatus.Responding);
        program.VisitsSeen.Should().Be(2);
        program.IsOccupied.Should().BeFalse();
    }

    [Fact]
    public void Run_WithARate_BeginsEvenlyAndWithoutBursts()
    {
        const int Rate = 1_000;
        var meeting = new BulkMeeting(network: 71);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(20) };
        for (var i = 0; i < 3_000; i++)
        {
            meeting.Add(new SimulatedHost(P2PHostGeneration.Second), line, line);
        }

        meeting.Begin(Knock, new BulkLimits(65_536, Rate, PacesLoopback: true)).Run();

        var sent = meeting.Pump.Sent.Select(sent => sent.At).ToList();
        sent.Zip(sent.Skip(3), (first, fourth) => fourth - first)
            .Should()
            .OnlyContain(span => span >= TimeSpan.FromMilliseconds(2), "a thread that wakes up late makes up for a millisecond at most");
        (sent[^1] - sent[0]).Should().BeCloseTo(TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(20), "the rate is used");
    }

    [Fact]
    public void Run_SilentHostsWithARate_KeepToItWithTheirRepeats()
    {
        const int Rate = 200;
        var meeting = new BulkMeeting(network: 72);
        for (var i = 0; i < 300; i++)
        {
            meeting.Add(OtherProgram.Silent, Line.Perfect, Line.Perfect);
        }

        meeting.Begin(Knock, new BulkLimits(65_536, Rate, PacesLoopback: true) { MaxPaced = Rate / 5 }).Run();

        var sent = meeting.Pump.Sent.Select(sent => sent.At).ToList();
        sent.Zip(sent.Skip(Rate + (Rate / 5)), (first, later) => later - first)
            .Should()
            .OnlyContain(span => span >= TimeSpan.FromSeconds(0.95), "no second holds a fifth more than the rate");
    }

    [Fact]
    public void Run_AFifthIsSilentAndTheBufferSmall_KeepsNobodyWaiting()
    {
        const int Count = 10_000;
        const int Capacity = 256;
        var meeting = new BulkMeeting(network: 73, Capacity);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(1) };
        for (var i = 0; i < Count; i++)
        {
            meeting.Add(i % 5 == 0 ? OtherProgram.Silent : new SimulatedHost(P2PHostGeneration.Second), line, line);
        }

        meeting.Begin(new P2PProbeOptions { Mode = P2PProbeMode.Knock, Timeout = TimeSpan.FromSeconds(1) }).Run();

        meeting.Results.Should().HaveCount(Count);
        meeting.Results.Count(result => result.IsReachable).Should().Be(Count * 4 / 5);
        meeting.Clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1.5), "with 256 slots, the silent alone would take 8 s");
        meeting.Pump.Drops.Should().Be(0, "the buffer that the system granted bounds what is outstanding");
        meeting.Pump.FullestBuffer.Should().BeLessThanOrEqualTo(Capacity);
    }

    [Fact]
    public void Stop_InTheMiddleOfVisits_LeavesEveryHostAndGivesNoMoreResults()
    {
        var meeting = new BulkMeeting(network: 74);
        var line = Line.Perfect with { Delay = TimeSpan.FromMilliseconds(30) };
        var programs = Enumerable.Range(0, 200).Select(i => new SimulatedHost(i % 2 == 0 ? P2PHostGeneration.First : P2PHostGeneration.Second)).ToList();
        programs.ForEach(program => meeting.Add(program, line, line));
        meeting.Begin(Identify);
        while (meeting.Turn() && !programs.TrueForAll(program => program.IsOccupied))
        {
        }

        meeting.Stop();
        meeting.Run();
        meeting.Wait(TimeSpan.FromSeconds(1)); // what was sent last is still under way

        meeting.Results.Should().BeEmpty();
        programs.Should().OnlyContain(program => !program.IsOccupied);
        meeting.Clock.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(3));
    }

    private static Scenario Draw(int index)
    {
        Target[] targets = [Target.IdleHost, Target.IdleHost, Target.HostWithPeer, Target.ClosedPort, Target.SilentPort, Target.KailleraServer];
        var generation = (P2PHostGeneration)((int)P2PHostGeneration.First + (index % 3));
        return new Scenario(index, targets[index / 3 % targets.Length], generation, P2PProbeMode.Quiet, Loss: 0.10);
    }

    private static ISimulatedProgram MakeProgram(Scenario scenario, Random random) =>
        scenario.Target switch
        {
            Target.IdleHost => new SimulatedHost(scenario.Generation),
            Target.HostWithPeer when scenario.Generation == P2PHostGeneration.Third => new SimulatedHost(scenario.Generation).WithPeer(1),
            Target.HostWithPeer => new SimulatedHost(scenario.Generation).WithPeer(random.Next(4, 242)),
            Target.ClosedPort => OtherProgram.Nothing,
            Target.KailleraServer => OtherProgram.KailleraServer,
            _ => OtherProgram.Silent,
        };
}
