using System.Globalization;

namespace Smash64.Kaillera.P2P;

/// <summary>Says in words what the pings of a host rest on. The words may change; the status is the contract.</summary>
internal static class P2PPingReasons
{
    public static string Describe(P2PPingResult result) =>
        result switch
        {
            { Status: P2PProbeStatus.Responding, MedianRoundTripTime: { TotalMilliseconds: var time }, Frames: { } frames } => Invariant(
                $"A P2P host at {result.EndPoint} answered {result.Received} of {result.Sent} knocks, half of them within {time:0.#} ms: {frames} {(frames == 1 ? "frame" : "frames")} of delay."
            ),
            { Status: P2PProbeStatus.PortClosed } =>
                $"The machine at {result.EndPoint.Address} answered that nothing listens on UDP port {result.EndPoint.Port}.",
            { Status: P2PProbeStatus.NotAP2PHost } => $"Another program than a P2P host answers at {result.EndPoint}.",
            { Status: P2PProbeStatus.NoResponse } =>
                $"{result.EndPoint} left all {result.Sent} knocks unanswered. Nobody hosts there, or with a program of the first generation, "
                    + "which can't be pinged.",
            _ => $"{result.EndPoint} has not been asked.",
        };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
