namespace Smash64.Kaillera.Servers;

/// <summary>How a game on a server stands.</summary>
public enum KailleraGameStatus
{
    /// <summary>The server said something that the protocol has no meaning for.</summary>
    Unknown,

    /// <summary>It waits for players.</summary>
    Waiting,

    /// <summary>It is being played.</summary>
    Playing,

    /// <summary>It has been started, and its players load it.</summary>
    Synchronizing,
}
