using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The pings of Kaillera servers.</summary>
internal static class KailleraPings
{
    /// <summary>Gets the doorway's health check.</summary>
    public static PingKind Kind { get; } = new(KailleraDoorway.Ping, KailleraDoorway.Pong);

    /// <summary>Makes the result of the pings so far.</summary>
    /// <param name="tally">What they have come to.</param>
    /// <param name="server">The address that was asked.</param>
    /// <param name="elapsed">The time since the first ping.</param>
    public static KailleraPingResult ToResult(this PingTally tally, IPEndPoint server, TimeSpan elapsed) =>
        new(server, StatusOf(tally.Outcome))
        {
            Sent = tally.Sent,
            Received = tally.Times.Count,
            MinimumRoundTripTime = tally.Times.Minimum,
            MeanRoundTripTime = tally.Times.Mean,
            MaximumRoundTripTime = tally.Times.Maximum,
            Jitter = tally.Times.Jitter,
            Elapsed = elapsed,
        };

    private static KailleraPingStatus StatusOf(PingOutcome outcome) =>
        outcome switch
        {
            PingOutcome.Responding => KailleraPingStatus.Responding,
            PingOutcome.PortClosed => KailleraPingStatus.PortClosed,
            PingOutcome.OtherProgram => KailleraPingStatus.NotAKailleraServer,
            PingOutcome.NoResponse => KailleraPingStatus.NoResponse,
            _ => KailleraPingStatus.Unknown,
        };
}
