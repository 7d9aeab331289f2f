using System.Globalization;
using Xunit.Abstractions;

namespace Smash64.Kaillera.Tests.Simulation.Servers;

/// <summary>
/// The visit to servers of both port styles over bad lines, in virtual time: loss, duplication, reordering. A failure names the
/// scenario with its seed: <c>new VisitScenario(…).Run()</c> plays it again.
/// </summary>
public sealed class VisitSimulationTests(ITestOutputHelper output)
{
    private const int Seed = 40_261_125;

    private static readonly double[] Losses = [0, 0.05, 0.10, 0.20, 0.30];
    private static readonly KailleraPracticePorts[] Styles = [KailleraPracticePorts.PerUser, KailleraPracticePorts.Shared];

    [Fact]
    public void Visit_OfServersOverBadLines_SaysWhatIsThereOrAdmitsNoAnswer()
    {
        var visits = Run(Seed, Campaign.Size / 10, VisitTarget.BusyServer, VisitTarget.EmptyServer);

        Report(visits);
        AssertHonest(visits);
        AssertMostlyRight(visits);
    }

    /// <summary>The promise: at 20 % loss and below, at least 99.9 % of 50,000 visits leave nobody behind.</summary>
    [Fact]
    public void Visit_ThatWasListedOrCancelled_LeavesNoGhost()
    {
        var visits = Run(Seed + 1_000_000, Campaign.Size / 2, [VisitTarget.BusyServer, VisitTarget.EmptyServer], [0, 0.05, 0.10, 0.20], cancelled: true);
        visits = [.. visits, .. Run(Seed + 2_000_000, Campaign.Size / 10, [VisitTarget.EmptyServer], [0.30], cancelled: true)];

        Report(visits);
        visits.Count(visit => visit.Server!.WasVisited).Should().BeGreaterThan(visits.Length / 2, "else there is nobody to leave behind");
        foreach (var cell in visits.GroupBy(visit => (visit.Scenario.Loss, visit.Scenario.Ports)))
        {
            var ghosts = cell.Where(visit => visit.LeftAGhost).ToList();
            ghosts
                .Count.Should()
                .BeLessThanOrEqualTo(cell.Count() / 1_000, "at {0:P0} loss a farewell is heard: {1}", cell.Key.Loss, ghosts.FirstOrDefault());
        }
    }

    [Fact]
    public void Visit_WhileAFirewallRefusesForATime_LeavesNoGhostAndClaimsNoMore()
    {
        var visits = Run(Seed + 5_000_000, Campaign.Size / 20, [VisitTarget.RefusingFirewall], [0, 0.05, 0.10, 0.20], cancelled: true);

        Report(visits);
        visits.Should().OnlyContain(visit => visit.Server!.WasVisited || visit.Scenario.Loss > 0 || visit.Scenario.IsCancelled);
        visits.Count(visit => visit.LeftAGhost).Should().BeLessThanOrEqualTo(visits.Length / 1_000, "{0}", visits.FirstOrDefault(visit => visit.LeftAGhost));
        visits.Where(visit => visit.Result.HasLeft).Should().OnlyContain(visit => !visit.LeftAGhost);
    }

    [Fact]
    public void Visit_OfWhatLetsNobodyIn_SaysWhyOrAdmitsNoAnswer()
    {
        var visits = Run(
            Seed + 3_000_000,
            Campaign.Size / 10,
            VisitTarget.FullServer,
            VisitTarget.RejectingServer,
            VisitTarget.OtherVersion,
            VisitTarget.BlockedLoginPort,
            VisitTarget.SilentPort,
            VisitTarget.ClosedPort,
            VisitTarget.OtherProgram
        );

        Report(visits);
        AssertHonest(visits);
        AssertMostlyRight(visits.Where(visit => visit.Scenario.Target is VisitTarget.FullServer));
        visits.Should().OnlyContain(visit => !visit.LeftAGhost);
        visits.Where(visit => visit.Scenario.Target is VisitTarget.RejectingServer && visit.IsRight).Should().OnlyContain(visit => visit.Result.Rejection!.Contains("STATUS CHECK", StringComparison.Ordinal));
    }

    [Fact]
    public void Visit_OverWhateverLine_SaysHelloFourTimesAtTheMost()
    {
        var visits = Run(Seed + 4_000_000, Campaign.Size / 50, [.. Enum.GetValues<VisitTarget>()], Losses, cancelled: false);

        visits.Should().OnlyContain(visit => visit.Meeting.Hellos >= 1 && visit.Meeting.Hellos <= 4, "servers bar an address at its fifth");
    }

    private static Visit[] Run(int seed, int count, params VisitTarget[] targets) => Run(seed, count, targets, Losses, cancelled: false);

    private static Visit[] Run(int seed, int count, VisitTarget[] targets, double[] losses, bool cancelled)
    {
        var visits = new Visit[count];
        Workers.For(
            count,
            index =>
            {
                var target = targets[index % targets.Length];
                var style = Styles[index / targets.Length % Styles.Length];
                var loss = losses[index / targets.Length / Styles.Length % losses.Length];
                visits[index] = new VisitScenario(seed + index, target, style, loss, cancelled && index % 3 == 0).Run();
            }
        );
        return visits;
    }

    /// <summary>Nothing else than the truth, or the admission of not knowing it.</summary>
    private static void AssertHonest(IEnumerable<Visit> visits)
    {
        foreach (var cell in visits.GroupBy(visit => (visit.Scenario.Target, visit.Scenario.Loss)))
        {
            var wrong = cell.Where(visit => !visit.IsRight && !visit.IsNoAnswer).ToList();
            wrong.Count.Should().BeLessThanOrEqualTo(Math.Max(1, cell.Count() / 5_000), "{0}: {1}", cell.Key, wrong.FirstOrDefault());
        }
    }

    private static void AssertMostlyRight(IEnumerable<Visit> visits)
    {
        foreach (var cell in visits.GroupBy(visit => (visit.Scenario.Target, visit.Scenario.Ports, visit.Scenario.Loss)))
        {
            var share = cell.Count(visit => visit.IsRight) / (double)cell.Count();
            var least = cell.Key.Loss switch
            {
                0 => 1,
                <= 0.10 => 0.99,
                <= 0.20 => 0.97,
                _ => 0.88,
            };
            share.Should().BeGreaterThanOrEqualTo(least, "{0}: {1}", cell.Key, cell.FirstOrDefault(visit => !visit.IsRight));
        }
    }

    private void Report(IEnumerable<Visit> visits)
    {
        output.WriteLine("target | ports | loss | visits | right | no answer | wrong | listed | ghosts | datagrams | median s");
        foreach (
            var cell in visits.GroupBy(visit => (visit.Scenario.Target, visit.Scenario.Ports, visit.Scenario.Loss)).OrderBy(cell => cell.Key)
        )
        {
            var times = cell.Select(visit => visit.Result.Elapsed.TotalSeconds).Order().ToList();
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cell.Key.Target} | {cell.Key.Ports} | {cell.Key.Loss:P0} | {cell.Count()} | {cell.Average(v => v.IsRight ? 1 : 0):P2} | {cell.Count(v => !v.IsRight && v.IsNoAnswer)} | {cell.Count(v => !v.IsRight && !v.IsNoAnswer)} | {cell.Count(v => v.Server?.WasVisited ?? false)} | {cell.Count(v => v.LeftAGhost)} | {cell.Average(v => v.Result.DatagramsSent):0.0} | {times[times.Count / 2]:0.00}"
                )
            );
        }
    }
}
