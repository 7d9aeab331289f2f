using System.Net.Sockets;

namespace Smash64.Kaillera.Nat;

/// <summary>Finds the router and opens ports in it, by PCP, NAT-PMP or UPnP.</summary>
public interface IPortMapper
{
    /// <summary>Finds the router of the first interface with an IPv4 default route that answers, and changes nothing in it.</summary>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <returns>
    /// The router, within 1.5 seconds for each interface. One that speaks no protocol has no <see cref="Gateway.Protocols"/>;
    /// <see langword="null"/> without any default route.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<Gateway?> FindAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks who has a port of the router now. Only UPnP can tell.</summary>
    /// <param name="externalPort">The router's port, 1 to 65535.</param>
    /// <param name="protocol">UDP (the default) or TCP.</param>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <returns>The entry, or <see langword="null"/> when there is none, or nobody can tell.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The port or the protocol is none of these.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<PortMappingEntry?> GetMappingAsync(
        int externalPort,
        ProtocolType protocol = ProtocolType.Udp,
        CancellationToken cancellationToken = default
    );

    /// <summary>Opens a UDP port, and keeps it until the mapping is disposed of.</summary>
    /// <param name="request">Which port, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up; what was opened by then is given back.</param>
    /// <returns>The mapping. It renews itself; disposing of it gives it back.</returns>
    /// <exception cref="ArgumentException">A value breaks its rule.</exception>
    /// <exception cref="PortMappingException">No router, or none that does it. A mapping of somebody else is never taken away.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<PortMapping> OpenAsync(PortMappingRequest? request = null, CancellationToken cancellationToken = default);
}
