using Smash64.Kaillera.P2P;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>What outcomes are called in metrics and traces. docs/embedding.md lists them.</summary>
internal static class OutcomeNames
{
    private static readonly KeyValuePair<string, object?> Quiet = Mode("quiet");
    private static readonly KeyValuePair<string, object?> Identify = Mode("identify");
    private static readonly KeyValuePair<string, object?> Knock = Mode("knock");

    /// <summary>Gets the tag of a probe's mode.</summary>
    public static KeyValuePair<string, object?> TagOf(P2PProbeMode mode) =>
        mode switch
        {
            P2PProbeMode.Quiet => Quiet,
            P2PProbeMode.Identify => Identify,
            _ => Knock,
        };

    public static string Of(P2PProbeStatus status) =>
        status switch
        {
            P2PProbeStatus.Responding => "responding",
            P2PProbeStatus.Busy => "busy",
            P2PProbeStatus.Full => "full",
            P2PProbeStatus.PortClosed => "port_closed",
            P2PProbeStatus.NotAP2PHost => "not_a_p2p_host",
            P2PProbeStatus.NoResponse => "no_response",
            _ => "unknown",
        };

    public static string Of(KailleraPingStatus status) =>
        status switch
        {
            KailleraPingStatus.Responding => "responding",
            KailleraPingStatus.PortClosed => "port_closed",
            KailleraPingStatus.NotAKailleraServer => "not_a_kaillera_server",
            KailleraPingStatus.NoResponse => "no_response",
            _ => "unknown",
        };

    public static string Of(KailleraServerStatus status) =>
        status switch
        {
            KailleraServerStatus.Open => "open",
            KailleraServerStatus.Full => "full",
            KailleraServerStatus.Rejected => "rejected",
            KailleraServerStatus.OtherVersion => "other_version",
            KailleraServerStatus.LoginUnanswered => "login_unanswered",
            KailleraServerStatus.PortClosed => "port_closed",
            KailleraServerStatus.NotAKailleraServer => "not_a_kaillera_server",
            KailleraServerStatus.NoResponse => "no_response",
            _ => "unknown",
        };

    private static KeyValuePair<string, object?> Mode(string name) => new($"{KailleraTelemetry.Prefix}.p2p.mode", name);
}
