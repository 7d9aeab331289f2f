using System.Globalization;
using System.Net;

namespace Smash64.Kaillera.Servers;

/// <summary>Says in words what a status rests on. The words may change; the status is the contract.</summary>
internal static class KailleraServerReasons
{
    /// <summary>Tells whether a Kaillera server answered.</summary>
    public static bool IsReachable(this KailleraServerStatus status) =>
        status
            is KailleraServerStatus.Open
                or KailleraServerStatus.Full
                or KailleraServerStatus.Rejected
                or KailleraServerStatus.OtherVersion
                or KailleraServerStatus.LoginUnanswered;

    public static string Describe(KailleraDoorwayResult result) =>
        result.Status switch
        {
            KailleraServerStatus.Open => $"The Kaillera server at {result.EndPoint} offers port {result.LoginPort} for a login.",
            KailleraServerStatus.LoginUnanswered =>
                $"The Kaillera server at {result.EndPoint} answers pings, but none of our hellos; too much was lost to tell why.",
            _ => Describe(result.EndPoint, result.Status, result.DatagramsSent, result.Elapsed),
        };

    public static string Describe(KailleraServerInfo result) =>
        result.Status switch
        {
            KailleraServerStatus.Open => $"The Kaillera server at {result.EndPoint} let us in: {Count(result.Users.Count, "user")} and "
                + $"{Count(result.Games.Count, "game")}."
                + (result.IsComplete ? "" : " Some of what it said was lost."),
            KailleraServerStatus.Rejected => $"The Kaillera server at {result.EndPoint} refused the login: {result.Rejection}",
            KailleraServerStatus.LoginUnanswered when result.HasHeardLoginPort =>
                $"The Kaillera server at {result.EndPoint} began to let us in and fell silent: a refusal may have been lost.",
            KailleraServerStatus.LoginUnanswered when result.LoginPort is { } port =>
                $"The Kaillera server at {result.EndPoint} offered port {port}, but nothing came from there: a firewall may let only "
                    + $"port {result.EndPoint.Port} through.",
            KailleraServerStatus.LoginUnanswered =>
                $"The Kaillera server at {result.EndPoint} answers pings, but none of our hellos; too much was lost to tell why.",
            _ => Describe(result.EndPoint, result.Status, result.DatagramsSent, result.Elapsed),
        };

    private static string Describe(IPEndPoint server, KailleraServerStatus status, int sent, TimeSpan elapsed) =>
        status switch
        {
            KailleraServerStatus.Full => $"The Kaillera server at {server} is up, and full.",
            KailleraServerStatus.OtherVersion =>
                $"The Kaillera server at {server} answers pings, but no hello: it speaks another version, or bars this address for "
                    + "a while.",
            KailleraServerStatus.PortClosed => $"The machine at {server.Address} answered that nothing listens on UDP port {server.Port}.",
            KailleraServerStatus.NotAKailleraServer => $"Another program than a Kaillera server answers at {server}.",
            KailleraServerStatus.NoResponse => string.Create(
                CultureInfo.InvariantCulture,
                $"We sent {Count(sent, "datagram")} to {server} in {elapsed.TotalSeconds:0.0} s and nothing came back."
            ),
            _ => $"{server} has not been asked.",
        };

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
