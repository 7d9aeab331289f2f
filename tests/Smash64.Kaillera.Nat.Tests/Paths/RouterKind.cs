namespace Smash64.Kaillera.Nat.Tests.Paths;

/// <summary>How a host's router treats its port.</summary>
public enum RouterKind
{
    /// <summary>The port stays the same whoever is sent to; only who was sent to gets in.</summary>
    KeepsPort,

    /// <summary>The same, and who came too early is answered from another port.</summary>
    RemembersStrays,

    /// <summary>Each destination has a port of its own.</summary>
    Symmetric,

    /// <summary>The port is forwarded.</summary>
    Forwards,

    /// <summary>Nothing but the third party's words gets in or out.</summary>
    BlocksPlayers,
}
