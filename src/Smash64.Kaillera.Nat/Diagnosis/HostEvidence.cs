namespace Smash64.Kaillera.Nat;

/// <summary>One thing that was seen.</summary>
/// <param name="Code">What it is; for showing it in another language.</param>
/// <param name="Text">The same in English, with what was seen.</param>
public sealed record HostEvidence(HostEvidenceCode Code, string Text);

/// <summary>What can be seen around a host.</summary>
public enum HostEvidenceCode
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>A look took too long.</summary>
    TimedOut,

    /// <summary>A look failed.</summary>
    Failed,

    /// <summary>Nobody was to look there.</summary>
    Offline,

    /// <summary>A program listens on the port.</summary>
    Listening,

    /// <summary>It listens on 127.0.0.1 alone.</summary>
    BoundToLoopback,

    /// <summary>It listens on one address alone, which is not the one that leads to the router.</summary>
    BoundToOtherAddress,

    /// <summary>No program listens on the port.</summary>
    NotListening,

    /// <summary>A P2P host answers on another port of this computer.</summary>
    OtherHost,

    /// <summary>The system does not tell who listens.</summary>
    ListenersUnreadable,

    /// <summary>The program answers as a P2P host.</summary>
    Answered,

    /// <summary>Somebody is connected to it.</summary>
    SeatTaken,

    /// <summary>The room has no free place.</summary>
    RoomFull,

    /// <summary>It leaves a knock unanswered, as clients of the first generation and running games do.</summary>
    KnockUnanswered,

    /// <summary>It leaves a login unanswered.</summary>
    LoginUnanswered,

    /// <summary>The port is closed.</summary>
    PortClosed,

    /// <summary>A Kaillera server has the port.</summary>
    KailleraServer,

    /// <summary>A program that is no P2P host has the port.</summary>
    OtherProgram,

    /// <summary>This computer's address, and its interface.</summary>
    LocalAddress,

    /// <summary>There is no IPv4 default route.</summary>
    NoRoute,

    /// <summary>A VPN is there, and does not carry the game.</summary>
    Vpn,

    /// <summary>A VPN carries the game.</summary>
    VpnCarriesTraffic,

    /// <summary>A firewall is switched on.</summary>
    FirewallOn,

    /// <summary>A firewall is there and switched off.</summary>
    FirewallOff,

    /// <summary>Whether a firewall blocks could not be read.</summary>
    FirewallUnreadable,

    /// <summary>The router speaks a protocol that opens ports.</summary>
    RouterAnswers,

    /// <summary>The router speaks none.</summary>
    RouterSilent,

    /// <summary>Something that the port mapper saw and did not use.</summary>
    RouterRemark,

    /// <summary>The router leads the port here.</summary>
    MappingHere,

    /// <summary>The router leads the port to nobody, as it says.</summary>
    MappingMissing,

    /// <summary>The router can't be asked to whom it leads the port.</summary>
    MappingUnreadable,

    /// <summary>The router leads the port to another computer.</summary>
    MappingToAnotherComputer,

    /// <summary>The router leads the port to another port of this computer.</summary>
    MappingToAnotherPort,

    /// <summary>The router has a rule for the port, which is switched off.</summary>
    MappingDisabled,

    /// <summary>The router leads the port here for TCP only.</summary>
    MappingForTcp,

    /// <summary>The port was opened in the router.</summary>
    MappingOpened,

    /// <summary>The router refused to open the port.</summary>
    MappingRefused,

    /// <summary>This computer has a public address: no port needs to be opened.</summary>
    NoNat,

    /// <summary>The router's address is the one that the internet sees.</summary>
    SameAddress,

    /// <summary>The router's address on its other side is a private one.</summary>
    ExternalPrivate,

    /// <summary>The router's address on its other side is one of 100.64.0.0/10.</summary>
    ExternalCarrierGrade,

    /// <summary>The router's address is public, and not the one that the internet sees.</summary>
    ExternalDiffers,

    /// <summary>The way to the public address shows another router behind the router.</summary>
    RouterBehind,

    /// <summary>The way to the public address shows the provider's NAT behind the router.</summary>
    CarrierBehind,

    /// <summary>The router does not tell its address on its other side.</summary>
    ExternalUnknown,

    /// <summary>Nobody told which address the internet sees.</summary>
    PublicUnknown,

    /// <summary>The NAT shows the same port to everybody: punching works.</summary>
    NatEndpointIndependent,

    /// <summary>The NAT shows another port to each peer (symmetric): punching fails towards most.</summary>
    NatDependent,

    /// <summary>Somebody on the internet was answered.</summary>
    InternetAnswered,

    /// <summary>Nothing came back to somebody on the internet.</summary>
    InternetUnanswered,

    /// <summary>The checker service has no way to the address.</summary>
    InternetNoRoute,

    /// <summary>The checker service did not do the check.</summary>
    ServiceRefused,

    /// <summary>The checker service could not be reached.</summary>
    ServiceUnreachable,

    /// <summary>No checker service was named.</summary>
    NoService,
}
