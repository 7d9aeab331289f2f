using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Checks;

internal static class Verdicts
{
    public static KailleraCheckVerdict Of(HostCheckOutcome outcome) =>
        outcome.Result is { } result ? Of(result) : KailleraCheckVerdict.NoRoute;

    public static KailleraCheckVerdict Of(P2PProbeResult result) =>
        result.Status switch
        {
            _ when result.Path is { Kind: P2PPathKind.Code } => OfCode(result),
            P2PProbeStatus.Responding => KailleraCheckVerdict.Responding,
            P2PProbeStatus.Busy => KailleraCheckVerdict.Busy,
            P2PProbeStatus.Full => KailleraCheckVerdict.Full,
            P2PProbeStatus.PortClosed => KailleraCheckVerdict.PortClosed,
            P2PProbeStatus.NotAP2PHost when result.IsKailleraServer => KailleraCheckVerdict.KailleraServer,
            P2PProbeStatus.NotAP2PHost => KailleraCheckVerdict.OtherProgram,
            P2PProbeStatus.NoResponse => KailleraCheckVerdict.NoResponse,
            _ => KailleraCheckVerdict.Unknown,
        };

    private static KailleraCheckVerdict OfCode(P2PProbeResult result) =>
        ConnectCodeResult.From(default, result).Status switch
        {
            ConnectCodeStatus.Reachable => KailleraCheckVerdict.Responding,
            ConnectCodeStatus.Busy => KailleraCheckVerdict.Busy,
            ConnectCodeStatus.UnknownCode => KailleraCheckVerdict.UnknownCode,
            ConnectCodeStatus.Offline => KailleraCheckVerdict.Offline,
            ConnectCodeStatus.RendezvousNotResponding => KailleraCheckVerdict.RendezvousNotResponding,
            ConnectCodeStatus.NotReachable => KailleraCheckVerdict.NotReachable,
            _ => KailleraCheckVerdict.Unknown,
        };
}
