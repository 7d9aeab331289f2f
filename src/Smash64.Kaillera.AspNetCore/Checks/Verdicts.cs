using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

internal static class Verdicts
{
    public static KailleraCheckVerdict Of(HostCheckOutcome outcome) => outcome.Result is { } result ? Of(result) : KailleraCheckVerdict.NoRoute;

    public static KailleraCheckVerdict Of(P2PProbeResult result) =>
        result.Status switch
        {
            P2PProbeStatus.Responding => KailleraCheckVerdict.Responding,
            P2PProbeStatus.Busy => KailleraCheckVerdict.Busy,
            P2PProbeStatus.Full => KailleraCheckVerdict.Full,
            P2PProbeStatus.PortClosed => KailleraCheckVerdict.PortClosed,
            P2PProbeStatus.NotAP2PHost when result.IsKailleraServer => KailleraCheckVerdict.KailleraServer,
            P2PProbeStatus.NotAP2PHost => KailleraCheckVerdict.OtherProgram,
            P2PProbeStatus.NoResponse => KailleraCheckVerdict.NoResponse,
            _ => KailleraCheckVerdict.Unknown,
        };
}
