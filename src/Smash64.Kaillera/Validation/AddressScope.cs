namespace Smash64.Kaillera;

/// <summary>
/// Who can reach an IPv4 address, by the IANA IPv4 Special-Purpose Address Registry (RFC 6890) and the IANA IPv4
/// Multicast Address Space Registry.
/// </summary>
public enum AddressScope
{
    /// <summary>Not an IPv4 address, so the registries for IPv4 say nothing of it.</summary>
    Unknown,

    /// <summary>
    /// Globally reachable: in no special-purpose block, or in one that the registry calls globally reachable.
    /// </summary>
    Public,

    /// <summary>Private use, RFC 1918: 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16.</summary>
    Private,

    /// <summary>Shared address space behind a provider's carrier-grade NAT, RFC 6598: 100.64.0.0/10.</summary>
    CarrierGradeNat,

    /// <summary>This machine itself, RFC 1122: 127.0.0.0/8.</summary>
    Loopback,

    /// <summary>Link-local, RFC 3927: 169.254.0.0/16.</summary>
    LinkLocal,

    /// <summary>Multicast, RFC 5771: 224.0.0.0/4.</summary>
    Multicast,

    /// <summary>Limited broadcast, RFC 8190 and RFC 919: 255.255.255.255.</summary>
    Broadcast,

    /// <summary>Documentation, RFC 5737: 192.0.2.0/24, 198.51.100.0/24 and 203.0.113.0/24.</summary>
    Documentation,

    /// <summary>Benchmarking, RFC 2544: 198.18.0.0/15.</summary>
    Benchmarking,

    /// <summary>Unspecified, RFC 1122: 0.0.0.0.</summary>
    Unspecified,

    /// <summary>
    /// Reserved: the rest of "this network" (0.0.0.0/8), protocol assignments (192.0.0.0/24 without the globally
    /// reachable 192.0.0.9 and 192.0.0.10), the retired 6to4 relay anycast block (192.88.99.0/24, RFC 7526) and the
    /// rest of the former class E (240.0.0.0/4, RFC 1112).
    /// </summary>
    Reserved,
}
