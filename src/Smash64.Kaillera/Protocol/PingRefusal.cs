namespace Smash64.Kaillera.Protocol;

/// <summary>What a ping makes of the news that nothing listens on the port.</summary>
internal enum PingRefusal
{
    /// <summary>It is sent once more: a server may be starting anew.</summary>
    AskAgain,

    /// <summary>It ends: the port refused before.</summary>
    Believe,

    /// <summary>Nothing: a server that has answered is there, and the ping counts as lost when its time is over.</summary>
    Ignore,
}
