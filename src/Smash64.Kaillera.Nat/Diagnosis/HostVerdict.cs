using Smash64.Kaillera.Api;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>Draws the one conclusion. A pure function of what was found: from the inside to the outside, the first thing that blocks.</summary>
internal static class HostVerdict
{
    public static HostConclusion Conclude(HostFindings found) =>
        found.Internet.IsReachable
            ? ConcludeAnswered(found)
            : FindProgramFault(found)
                ?? FindNetworkFault(found)
                ?? FindNatFault(found)
                ?? FindMappingFault(found)
                ?? (IsAllOpen(found) && IsSilent(found) ? HostConclusion.FirewallLikely : HostConclusion.Unknown);

    /// <summary>Tells whether opponents reach this host.</summary>
    public static bool? IsReachable(HostFindings found, HostConclusion conclusion) =>
        conclusion == HostConclusion.Reachable ? true
        : found.Internet.IsTold
        || conclusion
            is HostConclusion.NotHosting
                or HostConclusion.HostingOnAnotherPort
                or HostConclusion.BoundToOneAddress
                or HostConclusion.NoInternet
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
        (found.Network.HasNoRoute && !found.Internet.IsTold) || IsCutOff(found) ? HostConclusion.NoInternet
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

    // Without a router that tells its address, this computer's own may be the carrier's: a modem without a router.
    private static HostConclusion? FindNatFault(HostFindings found) =>
        found.Carrier.Beyond == BeyondRouter.Router ? HostConclusion.DoubleNat
        : found.Carrier.Beyond == BeyondRouter.Carrier ? HostConclusion.CarrierNat
        : (found.ExternalAddress ?? found.Network.LocalAddress) is not { } outermost ? null
        : KailleraValidation.GetScope(outermost) switch
        {
            AddressScope.CarrierGradeNat => HostConclusion.CarrierNat,
            AddressScope.Private => found.ExternalAddress is null ? null : HostConclusion.DoubleNat,
            _ => found.ExternalAddress is not null && found.PublicAddress is { } seen && !seen.Equals(outermost)
                ? HostConclusion.CarrierNat
                : null,
        };

    private static HostConclusion? FindMappingFault(HostFindings found) =>
        found.Mapping switch
        {
            MappingKind.OtherComputer => HostConclusion.MappingToAnotherComputer,
            MappingKind.Tcp => HostConclusion.MappingForTcp,
            MappingKind.Missing or MappingKind.Disabled or MappingKind.OtherPort => HostConclusion.NoMapping,

            // Nobody can be asked, but nothing comes through: of all that is left that is by far the most frequent.
            MappingKind.Unreadable when IsSilent(found) => HostConclusion.NoMapping,
            _ => null,
        };

    private static bool IsAllOpen(HostFindings found) =>
        found.Loopback.IsHost && found.Mapping is MappingKind.Here or MappingKind.NotNeeded;

    private static bool IsSilent(HostFindings found) =>
        NothingComesThrough(found) && found.Internet.Verdict is KailleraCheckVerdict.NoResponse or KailleraCheckVerdict.PortClosed;
}
