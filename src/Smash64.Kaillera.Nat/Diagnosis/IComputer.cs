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

    /// <summary>Finds what can be told of firewalls.</summary>
    IReadOnlyList<FirewallSign> FindFirewalls();
}
