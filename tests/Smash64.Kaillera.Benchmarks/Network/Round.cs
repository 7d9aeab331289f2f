namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>What one round of a measurement took.</summary>
/// <param name="Targets">How many hosts were asked.</param>
/// <param name="Answers">How many answered.</param>
/// <param name="Seconds">The time.</param>
/// <param name="CpuSeconds">The processor time of the process that asked, the kernel's work for it included.</param>
/// <param name="BytesPerTarget">What was allocated for each host, the result object included.</param>
/// <param name="PeakMegabytes">The largest working set of the process so far.</param>
internal sealed record Round(int Targets, int Answers, double Seconds, double CpuSeconds, double BytesPerTarget, double PeakMegabytes);
