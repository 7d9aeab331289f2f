namespace Smash64.Kaillera.Nat.Codes;

/// <summary>What happened to a session.</summary>
public enum ConnectCodeEventKind
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>The code can be shared: opponents find the game by it.</summary>
    Opened,

    /// <summary>The rendezvous is silent, or has forgotten the session. It is asked again, and a session's code becomes another one.</summary>
    Lost,

    /// <summary>An opponent asked for the code; the way to him is being opened.</summary>
    PeerComing,

    /// <summary>The code ended, because an opponent has joined or the session ends.</summary>
    Closed,

    /// <summary>The rendezvous refused. It is asked again after a while, unless it is the owner that it does not know.</summary>
    Refused,
}
