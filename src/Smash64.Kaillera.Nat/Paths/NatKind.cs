namespace Smash64.Kaillera.Nat;

/// <summary>How a player's way to the internet treats the port he plays on.</summary>
public enum NatKind
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The port stays the same whoever is sent to, and only who was sent to gets in: most routers at home.</summary>
    KeepsPort,

    /// <summary>Each destination has a port of its own: many carriers, some firewalls.</summary>
    Symmetric,

    /// <summary>Everybody gets in at one port: a full cone, or a forwarded port.</summary>
    Open,

    /// <summary>There is no router that translates: a public address of the computer's own.</summary>
    PublicAddress,
}
