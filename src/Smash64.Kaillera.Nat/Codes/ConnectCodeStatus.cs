namespace Smash64.Kaillera.Nat.Codes;

/// <summary>How a probe of a connect code ended.</summary>
public enum ConnectCodeStatus
{
    /// <summary>Nothing is known: nobody was asked.</summary>
    Unknown,

    /// <summary>A P2P host answered at the end point that the rendezvous told: opponents can join by the code.</summary>
    Reachable,

    /// <summary>The code's host is busy with another joiner, or its seat is taken.</summary>
    Busy,

    /// <summary>The rendezvous knows no such code: it is misspelt, has ended, or belongs to another rendezvous.</summary>
    UnknownCode,

    /// <summary>The code has an owner, who does not host now.</summary>
    Offline,

    /// <summary>The rendezvous did not answer, or refused to: nothing is known of the host.</summary>
    RendezvousNotResponding,

    /// <summary>The rendezvous knows the host, but an opponent does not get through to it.</summary>
    NotReachable,
}
