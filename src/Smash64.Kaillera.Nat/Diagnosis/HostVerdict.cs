using Smash64.Kaillera.Api;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Draws the one conclusion. A pure function of what was found: from the inside to the outside, the first thing that blocks.</summary>
internal static class HostVerdict
{
    public static HostConclusion Conclude(HostFindings found) =>
        found.Internet.IsReachable ? ConcludeAnswered(found)
        : FindProgramFault(found)
            ?? FindNetworkFault(found)
            ?? FindNatFault(found)
            ?? FindMappingFault(found)
            ?? (NothingComesThrough(found) && found.Loopback.IsHost ? HostConclusion.FirewallLikely : HostConclusion.Unknown);

    /// <summary>Tells whether opponents reach this host.</summary>
    public static bool? IsReachable(HostFindings found, HostConclusion conclusion) =>
        conclusion == HostConclusion.Reachable ? true
        : found.Internet.IsTold
        || conclusion is HostConclusion.NotHosting or HostConclusion.HostingOnAnotherPort or HostConclusion.BoundToOneAddress or HostConclusion.NoInternet
            ? false
        : null;

    /// <summary>Tells whether opening the port may help.</summary>
    public static bool CanMend(HostFindings found, HostConclusion conclusion) =>
        found.Router.CanOpen
        && found.Router.Opened is null
        && conclusion switch
        {
            HostConclusion.NoMapping or HostConclusion.MappingForTcp or HostConclusion.DoubleNat => true,
            HostConclusion.Unknown => found.Mapping == MappingKind.Unreadable && !found.Network.IsVpn,
            _ => false,
        };

    /// <summary>Tells whether somebody far away asked, and nothing or nonsense came back.</summary>
    public static bool NothingComesThrough(HostFindings found) => found.Internet is { IsTold: true, IsReachable: false };

    // Somebody at this address answered. Who?
    private static HostConclusion ConcludeAnswered(HostFindings found) =>
        found.Mapping == MappingKind.OtherComputer ? HostConclusion.MappingToAnotherComputer
        : HasNoHost(found) && !LeadsToOtherHost(found) ? HostConclusion.NotHosting
        : HostConclusion.Reachable;

    private static HostConclusion? FindProgramFault(HostFindings found) =>
        HasNoHost(found) ? (found.Program.OtherHostPort is null ? HostConclusion.NotHosting : HostConclusion.HostingOnAnotherPort)
        : found.Program.Binding is Binding.Loopback or Binding.OtherAddress ? HostConclusion.BoundToOneAddress
        : null;

    private static bool HasNoHost(HostFindings found) =>
        found.Loopback switch
        {
            { IsHost: true } => false,
            { Status: P2PProbeStatus.NotAP2PHost } => true,
            { Status: P2PProbeStatus.NoResponse, MayLogIn: true } => true,
            { Status: P2PProbeStatus.PortClosed } => found.Program.Binding is Binding.None or Binding.Unknown,
            _ => found.Program.Binding == Binding.None,
        };

    // A rule may lead the port that opponents type to another one, on which is hosted.
    private static bool LeadsToOtherHost(HostFindings found) =>
        found.Program.OtherHostPort is { } port && (found.Router.Entry is null || found.Router.Entry.InternalEndPoint.Port == port);

    private static HostConclusion? FindNetworkFault(HostFindings found) =>
        found.Network.HasNoRoute || IsCutOff(found) ? HostConclusion.NoInternet
        : found.Network.IsVpn ? HostConclusion.Unknown // the router's rules are for another way than the game's
        : null;

    // A silent service may be down. With everybody silent, and no address at the router, it is the line.
    private static bool IsCutOff(HostFindings found)
    {
        Contact[] contacts =
        [
            .. found.Carrier.Fault is null ? (Contact[])[found.Carrier.Service, found.Carrier.Stun] : [Contact.Failed],
            found.Internet.Fault is null ? found.Internet.Service : Contact.Failed,
        ];
        return !found.IsOffline
            && contacts.Contains(Contact.Failed)
            && !contacts.Contains(Contact.Made)
            && found.ExternalAddress is null
            && found.PublicAddress is null;
    }

    private static HostConclusion? FindNatFault(HostFindings found)
    {
        if (found.Network.LocalAddress is { } local && KailleraValidation.GetScope(local) == AddressScope.CarrierGradeNat)
        {
            return HostConclusion.CarrierNat; // no router of the player's own
        }

        return found.ExternalAddress is not { } external ? null
            : KailleraValidation.GetScope(external) switch
            {
                AddressScope.CarrierGradeNat => HostConclusion.CarrierNat,
                AddressScope.Private => HostConclusion.DoubleNat,
                _ => found.PublicAddress is { } seen && !seen.Equals(external) ? HostConclusion.CarrierNat : null,
            };
    }

    private static HostConclusion? FindMappingFault(HostFindings found) =>
        found.Mapping switch
        {
            MappingKind.OtherComputer => HostConclusion.MappingToAnotherComputer,
            MappingKind.Tcp => HostConclusion.MappingForTcp,
            MappingKind.Missing or MappingKind.Disabled or MappingKind.OtherPort => HostConclusion.NoMapping,

            // Nobody can be asked, but nothing comes through: of all that is left that is by far the most frequent.
            MappingKind.Unreadable when NothingComesThrough(found) && found.Internet.Verdict != KailleraCheckVerdict.OtherProgram => HostConclusion.NoMapping,
            _ => null,
        };
}
