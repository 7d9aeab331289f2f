namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>Round-trip times of one run, shortest first.</summary>
/// <param name="Bare">Those of the bare socket.</param>
/// <param name="Told">Those that the library told.</param>
internal sealed record RoundTrips(IReadOnlyList<TimeSpan> Bare, IReadOnlyList<TimeSpan> Told)
{
    /// <summary>Gets the told median in parts of the bare one.</summary>
    public double Ratio => Percentile(Told, 0.5) / Percentile(Bare, 0.5);

    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> sorted, double part) => sorted[(int)(part * (sorted.Count - 1))];
}
