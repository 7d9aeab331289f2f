namespace Smash64.Kaillera.Nat;

/// <summary>Why a host can't be reached, or that it can.</summary>
public enum HostConclusion
{
    /// <summary>It can't be told: <see cref="HostDiagnosis.Reason"/> says what is missing.</summary>
    Unknown,

    /// <summary>Somebody on the internet was answered.</summary>
    Reachable,

    /// <summary>No P2P host is on the port.</summary>
    NotHosting,

    /// <summary>A P2P host is on another port of this computer.</summary>
    HostingOnAnotherPort,

    /// <summary>The program listens on an address that the router does not send to.</summary>
    BoundToOneAddress,

    /// <summary>The router leads the port to nobody.</summary>
    NoMapping,

    /// <summary>The router leads the port to another computer.</summary>
    MappingToAnotherComputer,

    /// <summary>The router leads the port here for TCP, and the game needs UDP.</summary>
    MappingForTcp,

    /// <summary>Another router stands behind the router.</summary>
    DoubleNat,

    /// <summary>The internet provider shares one public address among its customers.</summary>
    CarrierNat,

    /// <summary>All is open as far as can be seen, yet nothing comes back.</summary>
    FirewallLikely,

    /// <summary>This computer is not online.</summary>
    NoInternet,
}
