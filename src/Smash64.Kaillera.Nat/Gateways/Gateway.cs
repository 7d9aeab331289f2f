namespace Smash64.Kaillera.Nat;

/// <summary>The router, as far as it tells.</summary>
/// <param name="Address">Its address in the local network.</param>
/// <param name="LocalAddress">This machine's address in that network.</param>
public sealed record Gateway(IPAddress Address, IPAddress LocalAddress)
{
    /// <summary>Gets which protocols it answered, best first; none when it answered nothing.</summary>
    public IReadOnlyList<GatewayProtocol> Protocols { get; init; } = [];

    /// <summary>
    /// Gets the address that it has on its other side, as it says; <see langword="null"/> when it does not say. It is not always right: a
    /// private one is the sign of a second router behind it.
    /// </summary>
    public IPAddress? ExternalAddress { get; init; }

    /// <summary>Gets its name for people, or <see langword="null"/>. A stranger's text: escape it before it goes into a page.</summary>
    public string? Model { get; init; }

    /// <summary>Gets what was seen and not used, in sentences: VPNs, virtual networks, other devices that answered.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];
}
