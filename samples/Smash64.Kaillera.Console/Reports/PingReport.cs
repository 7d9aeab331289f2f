namespace Smash64.Kaillera.Console.Reports;

/// <summary>What the pings of a server learned, within other reports.</summary>
internal sealed record PingReport
{
    public required int Sent { get; init; }

    public required int Received { get; init; }

    /// <summary>Gets the share that was lost, 0 to 1.</summary>
    public required double Loss { get; init; }

    public required double? MinMs { get; init; }

    public required double? MeanMs { get; init; }

    public required double? MaxMs { get; init; }

    public required double? JitterMs { get; init; }

    public required double ElapsedMs { get; init; }

    public static PingReport From(KailleraPingResult result) =>
        new()
        {
            Sent = result.Sent,
            Received = result.Received,
            Loss = Math.Round(result.Loss, 3),
            MinMs = Words.ToMilliseconds(result.MinimumRoundTripTime),
            MeanMs = Words.ToMilliseconds(result.MeanRoundTripTime),
            MaxMs = Words.ToMilliseconds(result.MaximumRoundTripTime),
            JitterMs = Words.ToMilliseconds(result.Jitter),
            ElapsedMs = Words.ToMilliseconds(result.Elapsed),
        };
}
