using System.Globalization;

namespace Smash64.Kaillera.P2P;

/// <summary>Says in words what a result rests on. The words may change; the status is the contract.</summary>
internal static class P2PProbeReasons
{
    public static string Describe(P2PProbeResult result) =>
        result.Status switch
        {
            P2PProbeStatus.NoResponse when result.Path is { } path => P2PPathReasons.Describe(path, result.EndPoint),
            P2PProbeStatus.Responding when result.Path is { Kind: P2PPathKind.Autopunch } =>
                $"{result.EndPoint} answered as a P2P host{After(result.RoundTripTime)} through Autopunch: "
                    + "an opponent who runs Autopunch too can join.",
            P2PProbeStatus.Responding => $"{result.EndPoint} answered as a P2P host{After(result.RoundTripTime)}.",
            P2PProbeStatus.Busy =>
                $"{result.EndPoint} answered as a P2P host{After(result.RoundTripTime)}, but somebody is already connected to it.",
            P2PProbeStatus.Full => $"{result.EndPoint} answered as a P2P room{After(result.RoundTripTime)} that is full.",
            P2PProbeStatus.PortClosed =>
                $"The machine at {result.EndPoint.Address} answered that nothing listens on UDP port {result.EndPoint.Port}.",
            P2PProbeStatus.NotAP2PHost when result.IsKailleraServer => $"A Kaillera server answers at {result.EndPoint}, not a P2P host.",
            P2PProbeStatus.NotAP2PHost => $"Another program than a P2P host answers at {result.EndPoint}.",
            P2PProbeStatus.NoResponse =>
                $"We asked {result.EndPoint} {Times(result.DatagramsSent)} in {Seconds(result.Elapsed)} and nothing came back. "
                    + "A host whose game is running is silent too, and so is a classic one with somebody connected.",
            _ when result.Fault is { } fault => $"{result.EndPoint} could not be asked from this machine: {fault}.",
            _ => $"{result.EndPoint} has not been asked.",
        };

    private static string After(TimeSpan? roundTripTime) =>
        roundTripTime is { } time ? string.Create(CultureInfo.InvariantCulture, $" after {time.TotalMilliseconds:0.#} ms") : string.Empty;

    private static string Times(int count) => count == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{count} times");

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
