using System.Globalization;
using Xunit.Abstractions;

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>
/// The probing conversation against hosts of all generations over bad lines, in virtual time. A failure names the
/// scenario with its seed: <c>new Scenario(…).Run()</c> plays it again.
/// </summary>
public sealed class ProbeSimulationTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_122;

    [Fact]
    public void Probe_OfIdleHostsOverBadLines_IsRightAndLeavesThemAsFound()
    {
        var meetings = Campaign.Run(Seed, Campaign.Size * 6 / 10, Target.IdleHost);

        Report(meetings);
        AssertNoBreach(meetings);
        AssertVerdicts(meetings);
        var answered = meetings.Where(meeting => meeting.Probe.Watcher.LoginWasAnswered).ToList();
        Share(answered, meeting => meeting.IsLeftAsFound)
            .Should()
            .BeGreaterThanOrEqualTo(0.9999, "a host whose answer came is left: {0}", Worst(answered, meeting => meeting.IsLeftAsFound));
    }

    [Fact]
    public void Probe_OfHostsWithAPeer_IsRightAndNeverDisturbsHim()
    {
        var meetings = Campaign.Run(Seed + 1_000_000, Campaign.Size * 2 / 10, Target.HostWithPeer);

        Report(meetings);
        AssertNoHarm(meetings);
        AssertVerdicts(meetings);
        meetings.Should().OnlyContain(meeting => meeting.IsLeftAsFound, "the real peer is never disturbed");
        meetings
            .Where(meeting => meeting.Scenario.Generation != P2PHostGeneration.Third)
            .Should()
            .OnlyContain(meeting => meeting.Host!.PeerIsStillServed(), "his next PING is echoed to him");
    }

    [Theory]
    [InlineData(nameof(Target.ClosedPort))]
    [InlineData(nameof(Target.SilentPort))]
    [InlineData(nameof(Target.KailleraServer))]
    public void Probe_OfOtherThings_IsRight(string target)
    {
        var meetings = Campaign.Run(Seed + 2_000_000, Campaign.Size / 20, Enum.Parse<Target>(target));

        Report(meetings);
        AssertNoHarm(meetings);
        AssertVerdicts(meetings);
    }

    [Fact]
    public void Probe_OfFirstGenerationHostsWithTheSameEmulatorName_LosesOneAnswerAndIsStillMostlyRight()
    {
        // Such a host sends no alert line: four answers at most can get through instead of five. docs/probing.md has the figures.
        var meetings = Campaign.Run(
            Seed + 6_000_000,
            Campaign.Size / 10,
            (seed, index) =>
                new Scenario(
                    seed,
                    Target.IdleHost,
                    P2PHostGeneration.First,
                    index % 2 == 0 ? P2PProbeMode.Quiet : P2PProbeMode.Identify,
                    Campaign.Losses[index / 2 % Campaign.Losses.Length],
                    SharesEmulator: true
                )
        );

        Report(meetings);
        AssertNoBreach(meetings);
        foreach (var cell in meetings.GroupBy(meeting => meeting.Scenario.Loss).Where(cell => cell.Key <= 0.20))
        {
            Share(cell, meeting => meeting.IsRight).Should().BeGreaterThanOrEqualTo(0.995, "at {0:P0} loss", cell.Key);
        }
    }

    [Fact]
    public void Greeting_OverBadLines_IsHeardWholeAndTheHostIsLeft()
    {
        var meetings = Campaign.Run(Seed + 3_000_000, Campaign.Size / 20, Target.IdleHost, greets: true);

        Report(meetings);
        AssertNoBreach(meetings);
        AssertVerdicts(meetings);
        var confirmed = meetings.Where(meeting => meeting.Probe.Result.GreetingDelivered).ToList();
        confirmed.Should().OnlyContain(meeting => meeting.Host!.LinesSeen.Count == 3, "each line is shown once, in order");
        Share(confirmed, meeting => meeting.IsLeftAsFound).Should().BeGreaterThanOrEqualTo(0.9999);
    }

    [Fact]
    public void QuietProbe_WithoutLossAndWithinItsPatience_IsOneKnockAndNoLogin()
    {
        var meetings = Campaign
            .Run(
                Seed + 4_000_000,
                Campaign.Size / 20,
                (seed, index) =>
                    new Scenario(seed, Target.IdleHost, index % 2 == 0 ? P2PHostGeneration.Second : P2PHostGeneration.Third, P2PProbeMode.Quiet, 0)
            )
            .Where(meeting => meeting.RoundTrip < TimeSpan.FromMilliseconds(300))
            .ToList();

        meetings.Should().HaveCountGreaterThan(Campaign.Size / 1_000);
        meetings.Should().OnlyContain(meeting => meeting.Probe.Watcher.Knocks == 1 && meeting.Probe.Watcher.LoginDatagrams == 0);
        meetings.Should().OnlyContain(meeting => meeting.Host!.VisitsSeen == 0, "the host's player sees nothing at all");
    }

    [Fact]
    public void IdentifyProbe_WithoutLoss_IsOneVisitInTheEyesOfTheHostsPlayer()
    {
        var meetings = Campaign.Run(
            Seed + 5_000_000,
            Campaign.Size / 20,
            (seed, index) => new Scenario(seed, Target.IdleHost, (P2PHostGeneration)(1 + (index % 3)), P2PProbeMode.Identify, 0)
        );

        Report(meetings);
        meetings.Should().OnlyContain(meeting => meeting.Host!.VisitsSeen == 1, "nothing of the visit arrives behind its EXIT");
        meetings
            .Should()
            .OnlyContain(meeting => meeting.Probe.Result.HostName == "HostPlayer" && meeting.Probe.Result.Game == "SMASHREMIX1.5.2");
    }

    private static void AssertNoHarm(IReadOnlyCollection<Meeting> meetings) =>
        meetings
            .Should()
            .OnlyContain(
                meeting => meeting.Probe.Watcher.Exits == 0 && meeting.Probe.Watcher.Breaches.Count == 0,
                "nobody gave the probe a seat"
            );

    private static void AssertNoBreach(IReadOnlyCollection<Meeting> meetings) =>
        meetings.Should().OnlyContain(meeting => meeting.Probe.Watcher.Breaches.Count == 0);

    private static void AssertVerdicts(IReadOnlyCollection<Meeting> meetings)
    {
        foreach (var cell in meetings.GroupBy(meeting => meeting.Scenario.Loss).Where(cell => cell.Key <= 0.30))
        {
            var least = cell.Key <= 0.20 ? 0.999 : 0.99;
            Share(cell, meeting => meeting.IsRight)
                .Should()
                .BeGreaterThanOrEqualTo(least, "at {0:P0} loss verdicts are right: {1}", cell.Key, Worst(cell, meeting => meeting.IsRight));
        }
    }

    private static double Share(IEnumerable<Meeting> meetings, Func<Meeting, bool> holds)
    {
        var all = meetings.ToList();
        return all.Count(holds) / (double)all.Count;
    }

    private static string Worst(IEnumerable<Meeting> meetings, Func<Meeting, bool> holds) =>
        string.Join(Environment.NewLine, meetings.Where(meeting => !holds(meeting)).Take(3));

    private void Report(IReadOnlyCollection<Meeting> meetings)
    {
        foreach (var wrong in meetings.Where(meeting => !meeting.IsRight && meeting.Scenario.Loss <= 0.20).Take(10))
        {
            output.WriteLine($"wrong: {wrong}");
        }

        output.WriteLine("loss | generation | mode | meetings | wrong | login answered, not left | never answered, not left | names missing | bytes");
        foreach (
            var cell in meetings
                .GroupBy(meeting => (meeting.Scenario.Loss, meeting.Scenario.Generation, meeting.Scenario.Mode))
                .OrderBy(cell => cell.Key)
        )
        {
            var left = cell.Where(meeting => !meeting.IsLeftAsFound).ToList();
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cell.Key.Loss:P0} | {cell.Key.Generation} | {cell.Key.Mode} | {cell.Count()} | {cell.Count(m => !m.IsRight)} | {left.Count(m => m.Probe.Watcher.LoginWasAnswered)} | {left.Count(m => !m.Probe.Watcher.LoginWasAnswered)} | {cell.Count(m => m.Probe.Result.HostName is null)} | {cell.Average(m => m.Probe.Watcher.Bytes):0}"
                )
            );
        }
    }
}
