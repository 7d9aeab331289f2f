using System.Net.Sockets;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>A router that answered by one of the protocols.</summary>
internal interface IGatewayClient : IDisposable
{
    GatewayProtocol Protocol { get; }

    string? Model { get; }

    /// <summary>Asks for the address on its other side; <see langword="null"/> when it does not say.</summary>
    Task<IPAddress?> FindExternalAddressAsync(CancellationToken cancellationToken);

    /// <summary>Asks who has a port; <see langword="null"/> when nobody has, or the protocol can't tell.</summary>
    Task<PortMappingEntry?> FindEntryAsync(int externalPort, ProtocolType protocol, CancellationToken cancellationToken);

    /// <summary>Makes a mapping, or renews it.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="current">What there is already, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PortMappingException">It does not do it.</exception>
    Task<GatewayLease> MapAsync(PortMappingRequest request, GatewayLease? current, CancellationToken cancellationToken);

    /// <summary>Gives a mapping back. It never fails: what can't be given back ends with its lease.</summary>
    Task UnmapAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken);

    /// <summary>Tells whether the router still knows a mapping, as far as can be told; nothing is changed.</summary>
    Task<bool> StillHasAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken);
}

/// <summary>What a router has given.</summary>
/// <param name="ExternalPort">Its port.</param>
/// <param name="Lifetime">For how long; <see langword="null"/> for ever.</param>
/// <param name="ExternalAddress">Its address on the other side, if known.</param>
internal sealed record GatewayLease(int ExternalPort, TimeSpan? Lifetime, IPAddress? ExternalAddress)
{
    /// <summary>Gets how long the router had been up, and when it said so.</summary>
    public (uint Seconds, long At)? Epoch { get; init; }
}
