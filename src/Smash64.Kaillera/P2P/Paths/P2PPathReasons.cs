using System.Net;

namespace Smash64.Kaillera.P2P;

/// <summary>Says in words why a path led to no host. The words may change; the failure is the contract.</summary>
internal static class P2PPathReasons
{
    public static string Describe(P2PPathEvidence path, IPEndPoint host)
    {
        var thirdParty = path.Kind == P2PPathKind.Autopunch ? "Autopunch's relay" : "The rendezvous";
        return path.Failure switch
        {
            P2PPathFailure.NoAnswer => $"{thirdParty} did not answer.",
            P2PPathFailure.UnknownHost when path.Kind == P2PPathKind.Autopunch =>
                $"{thirdParty} knows no host at {host}: Autopunch does not run there.",
            P2PPathFailure.OtherPort =>
                $"{thirdParty} knows the host at {host}, but its datagrams come from port {path.SeenEndPoint?.Port} instead of "
                    + $"{path.EndPoint?.Port}: its router gives each destination a port of its own, so opponents do not get through.",
            P2PPathFailure.Silence =>
                $"{thirdParty} knows the host at {host}, but nothing of it came through: a firewall may keep it in, or its game is running.",
            _ => $"{thirdParty} led to no host.",
        };
    }
}
