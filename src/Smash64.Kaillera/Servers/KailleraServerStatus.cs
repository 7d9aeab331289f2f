namespace Smash64.Kaillera.Servers;

/// <summary>What a Kaillera server makes of somebody who wants to come in.</summary>
public enum KailleraServerStatus
{
    /// <summary>Nothing is known: the server was not asked.</summary>
    Unknown,

    /// <summary>It lets people in.</summary>
    Open,

    /// <summary>It is up, and has no place left.</summary>
    Full,

    /// <summary>It is up, and refused the login with a reason of its own: a ping above its limit, a name in use, a ban.</summary>
    Rejected,

    /// <summary>
    /// It is up and answers pings, but to nobody who says hello in our version. A server that bars an address for a while does the
    /// same.
    /// </summary>
    OtherVersion,

    /// <summary>
    /// It is up, but the login stayed unanswered: the port that it named is silent, as behind a firewall, or the line lost too much
    /// to tell.
    /// </summary>
    LoginUnanswered,

    /// <summary>The machine, or a router before it, answered that nothing listens on the port (ICMP port unreachable).</summary>
    PortClosed,

    /// <summary>Another program answered.</summary>
    NotAKailleraServer,

    /// <summary>Nothing came back in time.</summary>
    NoResponse,
}
