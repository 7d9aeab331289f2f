namespace Smash64.Kaillera.Api;

/// <summary>How a check by a service ended. The API's words are these with hyphens: <c>port-closed</c>.</summary>
public enum KailleraCheckVerdict
{
    /// <summary>It was stopped before there was a verdict, or the verdict is not known to this library.</summary>
    Unknown,

    /// <summary>A P2P host answered.</summary>
    Responding,

    /// <summary>A P2P host answered; somebody is connected to it.</summary>
    Busy,

    /// <summary>A P2P room without a free place answered.</summary>
    Full,

    /// <summary>The machine, or its router, says that nothing listens on the port.</summary>
    PortClosed,

    /// <summary>A Kaillera server answered.</summary>
    KailleraServer,

    /// <summary>Another program answered.</summary>
    OtherProgram,

    /// <summary>Nothing came back.</summary>
    NoResponse,

    /// <summary>The service could not send there.</summary>
    NoRoute,

    /// <summary>The rendezvous knows no such connect code.</summary>
    UnknownCode,

    /// <summary>The connect code has an owner, who does not host now.</summary>
    Offline,

    /// <summary>The rendezvous of connect codes did not answer, or refused to.</summary>
    RendezvousNotResponding,

    /// <summary>The rendezvous knows the host, but an opponent does not get through to it.</summary>
    NotReachable,
}
