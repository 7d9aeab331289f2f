namespace Smash64.Kaillera.AspNetCore;

/// <summary>Which addresses the service sends datagrams to for somebody who asks it to.</summary>
/// <remarks>
/// Addresses that stand for many machines or for none (multicast, broadcast, unspecified, reserved) are refused under
/// every policy, and so are those on <see cref="KailleraApiOptions.DeniedAddresses"/>.
/// </remarks>
public enum KailleraTargetPolicy
{
    /// <summary>Not said: the options are refused.</summary>
    Unknown,

    /// <summary>Only the caller's own address, if it is public.</summary>
    SelfOnly,

    /// <summary>Every public address. Right for a service on the internet.</summary>
    PublicAddresses,

    /// <summary>
    /// Private, loopback and other local addresses too: for a service in a LAN. On the internet it would let strangers
    /// look into the service's own network.
    /// </summary>
    Any,
}
