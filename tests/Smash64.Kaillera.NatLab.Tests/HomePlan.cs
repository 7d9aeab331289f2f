namespace Smash64.Kaillera.NatLab.Tests;

/// <summary>What kind of home is wanted. By default one router that keeps ports and speaks everything.</summary>
internal sealed record HomePlan
{
    /// <summary>Gets which protocols the router speaks, of <c>pcp natpmp upnp</c>.</summary>
    public string Protocols { get; init; } = "pcp natpmp upnp";

    /// <summary>Gets a value indicating whether the NAT gives each destination a port of its own (symmetric).</summary>
    public bool IsSymmetric { get; init; }

    /// <summary>Gets the network between the router and another NAT behind it, such as <c>100.64.7</c>; <see langword="null"/> without one.</summary>
    public string? Between { get; init; }

    /// <summary>Gets a value indicating whether anybody at home may map to anybody else.</summary>
    public bool IsTrusting { get; init; }

    public bool Speaks(string protocol) => Protocols.Contains(protocol, StringComparison.Ordinal);
}
