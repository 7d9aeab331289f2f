namespace Smash64.Kaillera.Nat;

/// <summary>Which UDP port is to be opened. Values are checked when the mapping is opened.</summary>
public sealed record PortMappingRequest
{
    /// <summary>The longest <see cref="Lease"/>: a day.</summary>
    public static readonly TimeSpan MaxLease = TimeSpan.FromDays(1);

    /// <summary>The shortest <see cref="Lease"/>: 2 seconds. Routers may give a longer one.</summary>
    public static readonly TimeSpan MinLease = TimeSpan.FromSeconds(2);

    /// <summary>Gets this machine's port.</summary>
    /// <value>1025 to 65534. The default is <see cref="KailleraDefaults.P2PPort"/> (27886).</value>
    public int Port { get; init; } = KailleraDefaults.P2PPort;

    /// <summary>Gets the router's port.</summary>
    /// <value>1025 to 65534; <see langword="null"/>, the default, for the same. The router may give another one.</value>
    public int? ExternalPort { get; init; }

    /// <summary>Gets what the router shows of it in its list.</summary>
    /// <value>1 to 64 printable ASCII characters. The default is <c>Smash64 P2P</c>.</value>
    public string Description { get; init; } = "Smash64 P2P";

    /// <summary>Gets how long the mapping outlives a program that dies; one that lives renews it at half of it.</summary>
    /// <value>2 seconds to a day. The default is one hour.</value>
    public TimeSpan Lease { get; init; } = TimeSpan.FromHours(1);

    internal int WishedPort => ExternalPort ?? Port;

    /// <exception cref="ArgumentException">A value breaks its rule; the message lists all that do.</exception>
    internal void Check() => OptionRules.ThrowIfAny(FindErrors(), "request");

    internal IEnumerable<string> FindErrors() =>
        OptionRules.Broken(
            KailleraValidation.IsValidPort(Port) ? null : $"{nameof(Port)} must be 1025 to 65534; it is {Port}.",
            ExternalPort is null || KailleraValidation.IsValidPort(WishedPort)
                ? null
                : $"{nameof(ExternalPort)} must be 1025 to 65534; it is {ExternalPort}.",
            Description is { Length: >= 1 and <= 64 } && Description.All(static letter => letter is >= ' ' and <= '~')
                ? null
                : $"{nameof(Description)} must be 1 to 64 printable ASCII characters; it is \"{KailleraText.Clean(Description)}\".",
            Lease >= MinLease && Lease <= MaxLease ? null : $"{nameof(Lease)} must be 2 seconds to a day; it is {Lease}."
        );
}
