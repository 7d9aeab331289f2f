namespace Smash64.Kaillera.Servers;

/// <summary>How the pings of a Kaillera server ended.</summary>
public enum KailleraPingStatus
{
    /// <summary>Nothing is known: the server was not asked.</summary>
    Unknown,

    /// <summary>A Kaillera server answered at least one ping.</summary>
    Responding,

    /// <summary>The machine, or a router before it, answered that nothing listens on the port (ICMP port unreachable).</summary>
    PortClosed,

    /// <summary>Another program answered.</summary>
    NotAKailleraServer,

    /// <summary>Nothing came back in time.</summary>
    NoResponse,
}
