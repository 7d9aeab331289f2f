namespace Smash64.Kaillera.Servers;

/// <summary>What happened at a <see cref="KailleraPracticeServer"/>.</summary>
public enum KailleraPracticeServerEventKind
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Somebody asked whether the server is there (<c>PING</c>), and was told.</summary>
    Ping,

    /// <summary>Somebody wants to log in (<c>HELLO</c>), and a place is held for him.</summary>
    Hello,

    /// <summary>Somebody wants to log in, and was told that the server is full (<c>TOO</c>).</summary>
    Full,

    /// <summary>A user logged in: he is listed from now on.</summary>
    Joined,

    /// <summary>A login was refused; the text says why.</summary>
    Rejected,

    /// <summary>A place that was held is free again: no login came, or it was not completed.</summary>
    Abandoned,

    /// <summary>A user said a line to everybody.</summary>
    Chat,

    /// <summary>A user opened a game.</summary>
    GameCreated,

    /// <summary>A user entered a game.</summary>
    GameJoined,

    /// <summary>A user said a line in his game.</summary>
    GameChat,

    /// <summary>A user left his game; if it was his own, it is closed.</summary>
    GameLeft,

    /// <summary>A user is gone: he quit, fell silent or was thrown out. The text says which.</summary>
    Left,
}
