namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>Why a check that would be allowed is not made now.</summary>
internal enum RefusalReason
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>This client has asked for too many.</summary>
    TooManyChecks,

    /// <summary>This address has been asked too often.</summary>
    TargetAskedTooOften,

    /// <summary>Too many checks or datagrams at the moment.</summary>
    AtCapacity,

    /// <summary>The service is shutting down.</summary>
    Stopping,
}
