namespace Smash64.Kaillera.Api;

/// <summary>One thing that a verdict rests on.</summary>
/// <param name="Code">What it is; for showing it in another language.</param>
/// <param name="Text">The same in English, with what was measured.</param>
public sealed record KailleraEvidence(KailleraEvidenceCode Code, string Text);

/// <summary>What a verdict can rest on. The API's words are these with hyphens: <c>could-not-ask</c>.</summary>
public enum KailleraEvidenceCode
{
    /// <summary>Not known to this library.</summary>
    Unknown,

    /// <summary>The host was asked.</summary>
    Asked,

    /// <summary>The service could not send to it.</summary>
    CouldNotAsk,

    /// <summary>A knock was answered.</summary>
    Answered,

    /// <summary>A login was answered.</summary>
    LoginAnswered,

    /// <summary>Somebody is connected to the host.</summary>
    SeatTaken,

    /// <summary>The room has no free place.</summary>
    NoFreePlace,

    /// <summary>The port is closed, as the machine or its router says.</summary>
    Refused,

    /// <summary>A Kaillera server answered.</summary>
    ServerAnswered,

    /// <summary>Something answered that no P2P host says.</summary>
    OtherAnswer,

    /// <summary>Nothing came back.</summary>
    NothingCameBack,

    /// <summary>The host's player was greeted in the chat.</summary>
    Greeted,

    /// <summary>The host let the service in and is being left.</summary>
    Leaving,

    /// <summary>The host's seat is free again.</summary>
    LeftClean,

    /// <summary>The host's datagrams came through a hole that both sides opened.</summary>
    Punched,

    /// <summary>The host's datagrams came from another port than the one that was told.</summary>
    OtherPort,

    /// <summary>Nobody was found directly, so the host was tried through Autopunch's relay.</summary>
    TriedAutopunch,

    /// <summary>Autopunch's relay knows no host there: Autopunch does not run there.</summary>
    AutopunchNotRunning,

    /// <summary>Autopunch's relay knows the host, but nothing of it came through.</summary>
    NothingPunched,

    /// <summary>Autopunch's relay did not answer.</summary>
    RelaySilent,
}
