namespace Smash64.Kaillera.Nat;

/// <summary>What was found in one ring around a host.</summary>
/// <param name="Kind">Which ring.</param>
/// <param name="State">How it stands.</param>
/// <param name="Evidence">What that rests on, what matters most first.</param>
public sealed record HostRing(HostRingKind Kind, HostRingState State, IReadOnlyList<HostEvidence> Evidence)
{
    /// <summary>Gets the evidence in words.</summary>
    public string Text => string.Join(' ', Evidence.Select(static item => item.Text));
}

/// <summary>The rings around a host, from the inside to the outside.</summary>
public enum HostRingKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Does a program listen on the port, and on which address.</summary>
    Program,

    /// <summary>Does it answer as a P2P host on this computer.</summary>
    Loopback,

    /// <summary>This computer's address, VPNs and firewalls.</summary>
    Network,

    /// <summary>The router, and to whom it leads the port.</summary>
    Router,

    /// <summary>Whether another NAT lies behind the router.</summary>
    Carrier,

    /// <summary>Whether somebody far away is answered.</summary>
    Internet,
}

/// <summary>How a ring stands.</summary>
public enum HostRingState
{
    /// <summary>It could not be told.</summary>
    Unknown,

    /// <summary>Nothing is in the way here.</summary>
    Ok,

    /// <summary>Something is in the way here.</summary>
    Problem,

    /// <summary>Nobody looked, since nobody was to look.</summary>
    Skipped,
}
