namespace Smash64.Kaillera.Servers;

/// <summary>What a user on a server does.</summary>
public enum KailleraUserStatus
{
    /// <summary>Not told.</summary>
    Unknown,

    /// <summary>He plays.</summary>
    Playing,

    /// <summary>He is in no game, or in one that waits.</summary>
    Idle,
}
