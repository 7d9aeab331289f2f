namespace Smash64.Kaillera.NatLab.Tests;

/// <summary>What kind of home is wanted. By default one router that keeps ports and speaks everything.</summary>
internal sealed record HomePlan
{
    /// <summary>Gets which protocols the router speaks, of <c>pcp natpmp upnp</c>.</summary>
    public string Protocols { get; init; } = "pcp natpmp upnp";

    /// <summary>Gets its public address. Homes that stand beside each other have different ones.</summary>
    public string Address { get; init; } = "100.200.0.2";

    /// <summary>Gets a value indicating whether the NAT gives each destination a port of its own (symmetric).</summary>
    public bool IsSymmetric { get; init; }

    /// <summary>Gets the network between the router and another NAT behind it, such as <c>100.64.7</c>; <see langword="null"/> without one.</summary>
    public string? Between { get; init; }

    /// <summary>Gets a value indicating whether anybody at home may map to anybody else.</summary>
    public bool IsTrusting { get; init; }

    /// <summary>Gets a value indicating whether the router's own firewall drops what nobody asked for; else it remembers who came too early.</summary>
    public bool DropsStrays { get; init; }

    public bool Speaks(string protocol) => Protocols.Contains(protocol, StringComparison.Ordinal);
}
