using System.Globalization;
using Xunit.Abstractions;

namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>Probes that may spend so many bytes and no more, as a checker service's do.</summary>
public sealed class LimitedProbeSimulationTests(ITestOutputHelper output)
{
    private const int Seed = 30_261_122;

    private static readonly int[] Limits = [P2PProbeOptions.MinBytes, 600, 840, 1_200, 1_800, 2_400, 3_000];

    [Fact]
    public void Probe_WithALimitOfBytes_NeverSendsMoreAndLeavesTheHostAsFound()
    {
        var meetings = Run(Target.IdleHost);

        meetings.Should().OnlyContain(meeting => meeting.Probe.Result.BytesSent <= meeting.Scenario.MaxBytes);
        meetings.Should().OnlyContain(meeting => meeting.Probe.Watcher.Breaches.Count == 0);
        foreach (var cell in meetings.Where(meeting => meeting.Probe.Watcher.LoginWasAnswered).GroupBy(meeting => meeting.Scenario.Loss))
        {
            var left = cell.Count(meeting => meeting.IsLeftAsFound) / (double)cell.Count();
            left.Should().BeGreaterThanOrEqualTo(cell.Key <= 0.20 ? 0.998 : 0.985, "at {0:P0} loss four or five farewells are enough", cell.Key);
        }
    }

    [Fact]
    public void Probe_WithoutLossAndTheLeastLimit_IsRight()
    {
        var meetings = Run(Target.IdleHost).Where(meeting => meeting.Scenario.Loss == 0);

        meetings.Should().OnlyContain(meeting => meeting.IsRight);
    }

    [Fact]
    public void Probe_WithWhatABrowsersRequestPaysFor_IsRightOnBadLines()
    {
        var meetings = Run(Target.IdleHost).Where(meeting => meeting.Scenario is { MaxBytes: >= 2_400, Loss: <= 0.20 });

        (meetings.Count(meeting => meeting.IsRight) / (double)meetings.Count()).Should().BeGreaterThanOrEqualTo(0.998);
    }

    [Theory]
    [InlineData(nameof(Target.SilentPort))]
    [InlineData(nameof(Target.KailleraServer))]
    [InlineData(nameof(Target.HostWithPeer))]
    public void Probe_OfOtherThingsWithALimitOfBytes_SendsNoMore(string target)
    {
        var meetings = Run(Enum.Parse<Target>(target));

        meetings.Should().OnlyContain(meeting => meeting.Probe.Result.BytesSent <= meeting.Scenario.MaxBytes);
    }

    private Meeting[] Run(Target target)
    {
        P2PHostGeneration[] generations = [P2PHostGeneration.First, P2PHostGeneration.Second, P2PHostGeneration.Third];
        var meetings = Campaign.Run(
            Seed,
            Campaign.Size / 10,
            (seed, index) =>
                new Scenario(
                    seed,
                    target,
                    generations[index % 3],
                    index / 3 % 2 == 0 ? P2PProbeMode.Identify : P2PProbeMode.Quiet,
                    Campaign.Losses[index / 6 % Campaign.Losses.Length],
                    MaxBytes: Limits[index / 36 % Limits.Length]
                )
        );
        Report(meetings);
        return meetings;
    }

    private void Report(IEnumerable<Meeting> meetings)
    {
        output.WriteLine("limit | loss | generation | mode | right | left as found, of those that answered the login | names | bytes");
        foreach (
            var cell in meetings
                .GroupBy(meeting => (meeting.Scenario.MaxBytes, meeting.Scenario.Loss, meeting.Scenario.Generation, meeting.Scenario.Mode))
                .OrderBy(cell => cell.Key)
        )
        {
            var answered = cell.Where(meeting => meeting.Probe.Watcher.LoginWasAnswered).ToList();
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cell.Key.MaxBytes} | {cell.Key.Loss:P0} | {cell.Key.Generation} | {cell.Key.Mode} | {cell.Average(m => m.IsRight ? 1 : 0):P2} | {answered.Count(m => m.IsLeftAsFound)}/{answered.Count} | {cell.Count(m => m.Probe.Result.HostName is not null)} | {cell.Average(m => m.Probe.Result.BytesSent):0}"
                )
            );
        }
    }
}
