namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>What one round of a measurement took.</summary>
/// <param name="Targets">How many hosts were asked.</param>
/// <param name="Answers">How many answered.</param>
/// <param name="Seconds">The time.</param>
/// <param name="CpuSeconds">The processor time of the process that asked, the kernel's work for it included.</param>
/// <param name="BytesPerTarget">What was allocated for each host, the result object included.</param>
/// <param name="PeakMegabytes">The largest working set of the process so far.</param>
internal sealed record Round(int Targets, int Answers, double Seconds, double CpuSeconds, double BytesPerTarget, double PeakMegabytes)
{
    /// <summary>Makes one of several: the median of each figure, and the last peak.</summary>
    public static Round MedianOf(IReadOnlyList<Round> measured)
    {
        return new Round(
            measured[0].Targets,
            (int)Median(static round => round.Answers),
            Median(static round => round.Seconds),
            Median(static round => round.CpuSeconds),
            Median(static round => round.BytesPerTarget),
            measured[^1].PeakMegabytes
        );

        double Median(Func<Round, double> figure) => measured.Select(figure).Order().ElementAt(measured.Count / 2);
    }
}
