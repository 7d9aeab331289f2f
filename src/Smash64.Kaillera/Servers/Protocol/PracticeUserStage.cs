namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>How far a user has come.</summary>
internal enum PracticeUserStage
{
    /// <summary>He said HELLO, and a place is held for him.</summary>
    Promised,

    /// <summary>He said who he is, and his ping is being measured.</summary>
    LoggingIn,

    /// <summary>He is listed.</summary>
    LoggedIn,

    /// <summary>He has no place any more.</summary>
    Gone,
}
