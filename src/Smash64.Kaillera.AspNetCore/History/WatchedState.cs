namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What the last round found of a server.</summary>
internal enum WatchedState
{
    /// <summary>It was not asked: there was no round yet, or this machine could not send to it.</summary>
    Unasked,

    /// <summary>It answered.</summary>
    Online,

    /// <summary>It did not answer.</summary>
    Offline,

    /// <summary>The service asks nobody at such an address or port.</summary>
    Refused,
}
