namespace Smash64.Kaillera.Nat;

/// <summary>One thing that a player can do next.</summary>
/// <param name="Code">What it is; for showing it in another language.</param>
/// <param name="Text">The same in English, with the port or the address that it is about.</param>
public sealed record HostNextStep(HostNextStepCode Code, string Text);

/// <summary>What a player can do next.</summary>
public enum HostNextStepCode
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Give the public address to the opponent.</summary>
    ShareAddress,

    /// <summary>Leave this program running: it keeps the port open.</summary>
    KeepOpen,

    /// <summary>Host first, then look again.</summary>
    HostFirst,

    /// <summary>Close the program that has the port.</summary>
    CloseOtherProgram,

    /// <summary>Look at the port on which is hosted, or host on this one.</summary>
    SameHostPort,

    /// <summary>Let the program listen on all addresses.</summary>
    ListenEverywhere,

    /// <summary>Let this library open the port.</summary>
    OpenPort,

    /// <summary>Switch UPnP on in the router.</summary>
    SwitchOnUpnp,

    /// <summary>Forward the port in the router by hand, for UDP.</summary>
    ForwardUdp,

    /// <summary>Let the router's rule point to this computer.</summary>
    ForwardToThisComputer,

    /// <summary>Host on another port.</summary>
    UseAnotherPort,

    /// <summary>Forward the port in the outer router too, or make one of both a bridge.</summary>
    ForwardInOuterRouter,

    /// <summary>Ask the provider for a public IPv4 address.</summary>
    AskProvider,

    /// <summary>Host by a connect code, which needs no open port.</summary>
    ConnectCode,

    /// <summary>Host by Autopunch, which needs no open port.</summary>
    Autopunch,

    /// <summary>Let the opponent host.</summary>
    OpponentHosts,

    /// <summary>Let the emulator through the firewall.</summary>
    AllowInFirewall,

    /// <summary>Switch the VPN off while playing.</summary>
    LeaveVpn,

    /// <summary>Look at this computer's connection.</summary>
    GoOnline,

    /// <summary>Look again with a login, which tells more.</summary>
    AskByLogin,

    /// <summary>Look again with the internet.</summary>
    LookOnline,

    /// <summary>Look again later.</summary>
    TryLater,

    /// <summary>Ask the community.</summary>
    AskCommunity,
}
