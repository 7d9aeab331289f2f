using System.Text.Json;
using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>Values as the reports write them.</summary>
internal static class Words
{
    /// <summary>Writes a name as the reports write all names: <c>PortClosed</c> becomes <c>portClosed</c>.</summary>
    public static string ToWord<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Writes a code as the service's typed API does: <c>ForwardUdp</c> becomes <c>forward-udp</c>.</summary>
    public static string ToCode<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Writes how a router was asked: <c>pcp</c>, <c>natpmp</c> or <c>upnp</c>.</summary>
    public static string ToVia(GatewayProtocol protocol) =>
        protocol switch
        {
            GatewayProtocol.Pcp => "pcp",
            GatewayProtocol.NatPmp => "natpmp",
            GatewayProtocol.Upnp => "upnp",
            _ => "unknown",
        };

    /// <summary>A tenth of a millisecond is finer than any answer is worth.</summary>
    public static double ToMilliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    /// <summary>A time that may be unknown.</summary>
    public static double? ToMilliseconds(TimeSpan? time) => time is { } known ? ToMilliseconds(known) : null;
}
