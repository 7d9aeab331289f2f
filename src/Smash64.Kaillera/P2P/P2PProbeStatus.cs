namespace Smash64.Kaillera.P2P;

/// <summary>How a probe of a P2P host ended.</summary>
public enum P2PProbeStatus
{
    /// <summary>Nothing is known: the host was not asked.</summary>
    Unknown,

    /// <summary>A P2P host answered: an opponent can reach it.</summary>
    Responding,

    /// <summary>A P2P host answered the knock but not the login: somebody is seated with it already.</summary>
    Busy,

    /// <summary>A P2P room of several players answered that it has no free place.</summary>
    Full,

    /// <summary>The machine, or a router before it, answered that nothing listens on the port (ICMP port unreachable).</summary>
    PortClosed,

    /// <summary>Another program answered, such as a Kaillera server.</summary>
    NotAP2PHost,

    /// <summary>
    /// Nothing came back in time. That proves nothing about a host whose game is running, or about one of the first
    /// generation that has a peer: both are silent to strangers.
    /// </summary>
    NoResponse,
}
