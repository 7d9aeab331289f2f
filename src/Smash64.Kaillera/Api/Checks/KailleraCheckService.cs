using System.Net;

namespace Smash64.Kaillera.Api;

/// <summary>What a checker service says of itself and of who asks.</summary>
/// <param name="Vantage">The place on the internet from which it asks.</param>
public sealed record KailleraCheckService(KailleraVantage Vantage)
{
    /// <summary>Gets the address that this machine's calls come from, IPv4 or IPv6, or <see langword="null"/> when it can't be told.</summary>
    public IPAddress? Caller { get; init; }

    /// <summary>Gets whom it checks.</summary>
    public KailleraCheckTargets Targets { get; init; }

    /// <summary>Gets a value indicating whether it greets the caller's own host in its chat.</summary>
    public bool GreetsSelf { get; init; }

    /// <summary>Gets the port that it asks where none is named.</summary>
    public int DefaultPort { get; init; } = KailleraDefaults.P2PPort;

    /// <summary>Gets the lowest port that it asks.</summary>
    public int MinPort { get; init; } = KailleraDefaults.MinPort;

    /// <summary>Gets the highest port that it asks.</summary>
    public int MaxPort { get; init; } = KailleraDefaults.MaxPort;

    /// <summary>Gets the UDP port of its STUN server, 1 to 65535, or <see langword="null"/> when it has none.</summary>
    public int? StunPort { get; init; }

    /// <summary>Gets its STUN server, by the name or address that the service is called by; <see langword="null"/> when it has none.</summary>
    public DnsEndPoint? StunServer { get; init; }

    /// <summary>Gets where its players help each other, or <see langword="null"/>.</summary>
    public Uri? Community { get; init; }

    /// <summary>Gets a page that tells a player his address, or <see langword="null"/>.</summary>
    public Uri? AddressLookup { get; init; }

    /// <summary>Gets where players get the program that finds out why they can't be reached, or <see langword="null"/>.</summary>
    public Uri? Tool { get; init; }
}

/// <summary>A place on the internet from which a service asks.</summary>
/// <param name="Name">Its short name, such as <c>us-east-1</c>; may be empty.</param>
/// <param name="Place">Where that is, for people; may be empty.</param>
public sealed record KailleraVantage(string Name, string Place);

/// <summary>Whom a checker service checks. The API's words are these with hyphens: <c>self-only</c>.</summary>
public enum KailleraCheckTargets
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Only the address that a call comes from.</summary>
    SelfOnly,

    /// <summary>Any public address.</summary>
    PublicAddresses,

    /// <summary>Any address, private ones too.</summary>
    Any,
}
