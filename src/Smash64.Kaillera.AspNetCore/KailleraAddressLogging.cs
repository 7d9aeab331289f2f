namespace Smash64.Kaillera.AspNetCore;

/// <summary>How addresses of callers and hosts appear in logs. Metrics never hold any.</summary>
public enum KailleraAddressLogging
{
    /// <summary>Not said: the options are refused.</summary>
    Unknown,

    /// <summary>Without the part that names a household: <c>203.0.113.x</c>, or the first 48 bits of an IPv6 address.</summary>
    Truncated,

    /// <summary>
    /// As 12 hexadecimal digits that are the same for the same address until the service restarts: enough to see that two
    /// lines speak of one caller.
    /// </summary>
    Hashed,

    /// <summary>Whole. Only where the law and your users allow it.</summary>
    Full,
}
