namespace Smash64.Kaillera.Nat;

/// <summary>How a router is asked for a mapping.</summary>
public enum GatewayProtocol
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Port Control Protocol (RFC 6887).</summary>
    Pcp,

    /// <summary>NAT Port Mapping Protocol (RFC 6886).</summary>
    NatPmp,

    /// <summary>UPnP's Internet Gateway Device, version 1 or 2.</summary>
    Upnp,
}
