namespace Smash64.Kaillera;

/// <summary>Why a host's name leads to no address.</summary>
public enum HostNameError
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>The text is no host name: a letter where none may be, a part longer than 63 characters, or nothing.</summary>
    NotAName,

    /// <summary>The name servers say that there is no such name.</summary>
    NoSuchName,

    /// <summary>The name has IPv6 addresses only, and Kaillera is played over IPv4.</summary>
    OnlyIPv6,

    /// <summary>The name has no address at all.</summary>
    NoAddress,

    /// <summary>No name server answered in time, or this machine could not ask one.</summary>
    NoAnswer,
}
