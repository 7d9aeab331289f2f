using Smash64.Kaillera.Nat.Gateways;

namespace Smash64.Kaillera.Nat.Diagnosis;

/// <summary>What a computer tells of itself without rights.</summary>
internal interface IComputer
{
    /// <summary>Finds the UDP ports that are listened on.</summary>
    /// <exception cref="System.Net.NetworkInformation.NetworkInformationException">The system does not tell.</exception>
    IReadOnlyList<IPEndPoint> FindListeners();

    /// <summary>Finds which program has a port, such as <c>rmg-k (process 4711)</c>; <see langword="null"/> where the system does not tell.</summary>
    string? FindProgram(int port);

    /// <summary>Finds the interfaces with an IPv4 default route, the preferred first.</summary>
    IReadOnlyList<GatewayRoute> FindRoutes();

    /// <summary>Finds the address from which a datagram to the internet would be sent; <see langword="null"/> without a way.</summary>
    IPAddress? FindOutgoingAddress();

    /// <summary>Sends a datagram that may pass so many routers, and hears who answers; <see langword="null"/> for nobody, or without the right.</summary>
    /// <param name="destination">To whom.</param>
    /// <param name="hops">After how many routers it ends, 1 or more: none beyond these learns of it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Echo?> PingAsync(IPAddress destination, int hops, CancellationToken cancellationToken);

    /// <summary>Finds what can be told of firewalls.</summary>
    IReadOnlyList<FirewallSign> FindFirewalls();
}

/// <param name="From">Who answered.</param>
/// <param name="HasArrived">Whether that is the destination; else it is the router at which the datagram ended.</param>
internal sealed record Echo(IPAddress From, bool HasArrived);
