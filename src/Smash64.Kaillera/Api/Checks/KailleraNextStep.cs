namespace Smash64.Kaillera.Api;

/// <summary>One thing that a player can do next.</summary>
/// <param name="Code">What it is; for showing it in another language.</param>
/// <param name="Text">The same in English, with the port or the address that it is about.</param>
public sealed record KailleraNextStep(KailleraNextStepCode Code, string Text);

/// <summary>What a player can do next. The API's words are these with hyphens: <c>forward-udp</c>.</summary>
public enum KailleraNextStepCode
{
    /// <summary>Not known to this library.</summary>
    Unknown,

    /// <summary>Give the address only to people one trusts.</summary>
    ShareWithTrust,

    /// <summary>The host hosts first, the opponent joins.</summary>
    OpponentJoinsSecond,

    /// <summary>The opponent types this address.</summary>
    OpponentPeerAddress,

    /// <summary>Both restart their emulators.</summary>
    RestartBoth,

    /// <summary>Somebody is connected already.</summary>
    SomeoneConnected,

    /// <summary>The room is full.</summary>
    RoomFull,

    /// <summary>The address that was asked is not the one that the caller comes from.</summary>
    AddressDiffers,

    /// <summary>Is a game hosted at all?</summary>
    IsItHosted,

    /// <summary>Host before checking.</summary>
    HostFirst,

    /// <summary>The emulator's host port is the one that was asked.</summary>
    SameHostPort,

    /// <summary>Forward the port in the router, for UDP.</summary>
    ForwardUdp,

    /// <summary>The rule points to the computer that plays.</summary>
    ForwardToThisComputer,

    /// <summary>Let the emulator through the firewall.</summary>
    AllowInFirewall,

    /// <summary>A host whose game runs is silent.</summary>
    GameRunning,

    /// <summary>It is a server: look at the server status.</summary>
    UseServerStatus,

    /// <summary>Another program has the port.</summary>
    OtherProgramOnPort,

    /// <summary>The service could not send: try later.</summary>
    TryLater,

    /// <summary>Ask the community.</summary>
    AskCommunity,

    /// <summary>Share the connect code with people you trust.</summary>
    ShareCode,

    /// <summary>Look at the connect code, and at the rendezvous it belongs to.</summary>
    CheckCode,

    /// <summary>Let the opponent host.</summary>
    LetOpponentHost,

    /// <summary>The opponent has to run Autopunch too: nobody else gets through.</summary>
    OpponentRunsAutopunch,
}
