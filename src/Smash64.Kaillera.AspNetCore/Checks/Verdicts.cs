using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

internal static class Verdicts
{
    public static CheckVerdict Of(HostCheckOutcome outcome) => outcome.Result is { } result ? Of(result) : CheckVerdict.NoRoute;

    public static CheckVerdict Of(P2PProbeResult result) =>
        result.Status switch
        {
            P2PProbeStatus.Responding => CheckVerdict.Responding,
            P2PProbeStatus.Busy => CheckVerdict.Busy,
            P2PProbeStatus.Full => CheckVerdict.Full,
            P2PProbeStatus.PortClosed => CheckVerdict.PortClosed,
            P2PProbeStatus.NotAP2PHost when result.IsKailleraServer => CheckVerdict.KailleraServer,
            P2PProbeStatus.NotAP2PHost => CheckVerdict.OtherProgram,
            P2PProbeStatus.NoResponse => CheckVerdict.NoResponse,
            _ => CheckVerdict.Unknown,
        };
}
