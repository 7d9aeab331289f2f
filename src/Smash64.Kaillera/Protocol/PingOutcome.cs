namespace Smash64.Kaillera.Protocol;

/// <summary>What the pings of one address have come to.</summary>
internal enum PingOutcome
{
    /// <summary>None was sent.</summary>
    Unknown,

    /// <summary>The answer came.</summary>
    Responding,

    /// <summary>The port refused.</summary>
    PortClosed,

    /// <summary>Something else came than the answer.</summary>
    OtherProgram,

    /// <summary>Nothing came.</summary>
    NoResponse,
}
