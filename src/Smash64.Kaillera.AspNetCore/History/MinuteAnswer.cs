using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What one round of pings found of one server. Times are tenths of milliseconds, and 0 where nothing answered.</summary>
/// <param name="Minute">When: minutes since 1970.</param>
/// <param name="Sent">How many pings were sent.</param>
/// <param name="Received">How many of them were answered.</param>
/// <param name="Least">The shortest time.</param>
/// <param name="Mean">The mean time.</param>
/// <param name="Most">The longest time.</param>
internal readonly record struct MinuteAnswer(int Minute, byte Sent, byte Received, int Least, int Mean, int Most)
{
    public bool IsUp => Received > 0;

    public static MinuteAnswer Of(int minute, KailleraPingResult result) =>
        new(
            minute,
            (byte)Math.Clamp(result.Sent, 0, byte.MaxValue),
            (byte)(result.IsReachable ? Math.Clamp(result.Received, 1, byte.MaxValue) : 0),
            Tenths(result.MinimumRoundTripTime ?? result.MeanRoundTripTime),
            Tenths(result.MeanRoundTripTime),
            Tenths(result.MaximumRoundTripTime ?? result.MeanRoundTripTime)
        );

    private static int Tenths(TimeSpan? time) => (int)Math.Clamp(Math.Round((time ?? TimeSpan.Zero).TotalMilliseconds * 10), 0, 600_000);
}
