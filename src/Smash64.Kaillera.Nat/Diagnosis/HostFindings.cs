using System.Net.Sockets;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>All that was found, ring by ring. Each begins as "nobody knows".</summary>
/// <param name="Port">The host's port.</param>
internal sealed record HostFindings(int Port)
{
    public bool IsOffline { get; init; }

    public ProgramFinding Program { get; init; } = new();

    public LoopbackFinding Loopback { get; init; } = new();

    public NetworkFinding Network { get; init; } = new();

    public RouterFinding Router { get; init; } = new();

    public CarrierFinding Carrier { get; init; } = new();

    public InternetFinding Internet { get; init; } = new();

    /// <summary>Gets this computer's address in the router's network.</summary>
    public IPAddress? LocalAddress => Router.Gateway?.LocalAddress ?? Network.LocalAddress;

    /// <summary>Gets the address that the internet sees: by UDP if somebody told, since HTTP may go by a proxy.</summary>
    public IPAddress? PublicAddress => Carrier.SeenByStun ?? Carrier.SeenByService ?? Internet.Target;

    /// <summary>Gets the address that the outermost NAT which can be seen from here has on its other side.</summary>
    public IPAddress? ExternalAddress =>
        IsPublic(Network.LocalAddress)
            ? Network.LocalAddress
            : Router.ExternalAddress ?? (Carrier.Beyond == BeyondRouter.Nothing ? PublicAddress : null);

    /// <summary>Gets to whom the router leads the port.</summary>
    public MappingKind Mapping =>
        IsPublic(Network.LocalAddress) ? MappingKind.NotNeeded
        : Router.Opened is not null ? MappingKind.Here
        : Router.Entry is { } entry ? KindOf(entry)
        : Router.Refused?.Entry is { } other ? KindOf(other)
        : Router.CanBeRead ? MappingKind.Missing
        : MappingKind.Unreadable;

    public static bool IsPublic(IPAddress? address) => address is not null && KailleraValidation.GetScope(address) == AddressScope.Public;

    private MappingKind KindOf(PortMappingEntry entry) =>
        entry.InternalEndPoint.Address is var to && !to.Equals(LocalAddress) && !to.Equals(Network.LocalAddress) ? MappingKind.OtherComputer
        : entry.Protocol == ProtocolType.Tcp ? MappingKind.Tcp
        : !entry.IsEnabled ? MappingKind.Disabled
        : entry.InternalEndPoint.Port != Port ? MappingKind.OtherPort
        : MappingKind.Here;
}

/// <summary>To whom a router leads a port.</summary>
internal enum MappingKind
{
    Unreadable,
    NotNeeded,
    Missing,
    Here,
    OtherPort,
    OtherComputer,
    Disabled,
    Tcp,
}

/// <summary>What was found in one ring.</summary>
internal abstract record Finding
{
    /// <summary>Gets why nothing was found, or <see langword="null"/>.</summary>
    public HostEvidence? Fault { get; init; }
}

internal sealed record ProgramFinding : Finding
{
    public Binding Binding { get; init; }

    /// <summary>Gets the address that is listened on.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Gets which program listens, where the system tells.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the port of a P2P host that was found beside the one that is looked at.</summary>
    public int? OtherHostPort { get; init; }
}

/// <summary>On which addresses a program listens.</summary>
internal enum Binding
{
    Unknown,
    None,
    Everywhere,
    LocalAddress,
    Loopback,
    OtherAddress,
}

internal sealed record LoopbackFinding : Finding
{
    public P2PProbeStatus Status { get; init; }

    public bool IsKailleraServer { get; init; }

    /// <summary>Gets a value indicating whether a login was tried, so that silence means something.</summary>
    public bool MayLogIn { get; init; }

    public bool IsHost => Status is P2PProbeStatus.Responding or P2PProbeStatus.Busy or P2PProbeStatus.Full;
}

internal sealed record NetworkFinding : Finding
{
    public string? InterfaceName { get; init; }

    public IPAddress? LocalAddress { get; init; }

    /// <summary>Gets a value indicating whether there is no way out at all.</summary>
    public bool HasNoRoute { get; init; }

    /// <summary>Gets a value indicating whether the way out is a VPN.</summary>
    public bool IsVpn { get; init; }

    /// <summary>Gets the VPNs and virtual networks that are not the way out.</summary>
    public IReadOnlyList<string> OtherVpns { get; init; } = [];

    public IReadOnlyList<FirewallSign> Firewalls { get; init; } = [];
}

/// <param name="Name">What it is called.</param>
/// <param name="IsOn">Whether it is on, or <see langword="null"/> where that can't be read without rights.</param>
internal sealed record FirewallSign(string Name, bool? IsOn);

internal sealed record RouterFinding : Finding
{
    public Gateway? Gateway { get; init; }

    /// <summary>Gets who has the port for UDP, or else for TCP.</summary>
    public PortMappingEntry? Entry { get; init; }

    public PortMapping? Opened { get; init; }

    public PortMappingException? Refused { get; init; }

    /// <summary>Gets a value indicating whether the router tells who has a port: only by UPnP.</summary>
    public bool CanBeRead => Gateway?.Protocols.Contains(GatewayProtocol.Upnp) == true;

    /// <summary>Gets a value indicating whether the router can be asked to open a port.</summary>
    public bool CanOpen => Gateway?.Protocols.Count > 0;

    public IPAddress? ExternalAddress =>
        Gateway?.ExternalAddress ?? (Opened?.ExternalEndPoint.Address is { } told && !IPAddress.Any.Equals(told) ? told : null);
}

internal sealed record CarrierFinding : Finding
{
    public IPAddress? SeenByService { get; init; }

    public IPAddress? SeenByStun { get; init; }

    public NatMapping Nat { get; init; }

    /// <summary>Gets what stands behind the router, where the router itself does not tell its address.</summary>
    public BeyondRouter Beyond { get; init; }

    /// <summary>Gets the second router on the way, if it is known.</summary>
    public IPAddress? SecondHop { get; init; }

    /// <summary>Gets somebody far away.</summary>
    public IPAddress? FarAddress { get; init; }

    public Contact Service { get; init; }

    public Contact Stun { get; init; }
}

internal sealed record InternetFinding : Finding
{
    public Contact Service { get; init; }

    public KailleraCheckVerdict Verdict { get; init; }

    public bool IsReachable { get; init; }

    /// <summary>Gets a value indicating whether the check came to an end that says something about the host.</summary>
    public bool IsTold =>
        IsReachable || (Service == Contact.Made && Verdict is not (KailleraCheckVerdict.Unknown or KailleraCheckVerdict.NoRoute));

    /// <summary>Gets which address was asked, IPv4.</summary>
    public IPAddress? Target { get; init; }

    /// <summary>Gets which port was asked, where it is not the host's own.</summary>
    public int? TargetPort { get; init; }

    public string? Vantage { get; init; }

    /// <summary>Gets why the service did not do it.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Whether somebody on the internet was spoken to.</summary>
internal enum Contact
{
    NotTried,
    Made,
    Failed,
}

/// <summary>What stands between the router and the address that the internet sees.</summary>
internal enum BeyondRouter
{
    Unknown,
    Nothing,
    Router,
    Carrier,
}
