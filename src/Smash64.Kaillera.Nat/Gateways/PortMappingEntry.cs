using System.Net.Sockets;

namespace Smash64.Kaillera.Nat;

/// <summary>Who has a port of the router, as it says by UPnP; the other protocols can't be asked.</summary>
/// <param name="ExternalPort">The router's port.</param>
/// <param name="InternalEndPoint">To whom it leads.</param>
public sealed record PortMappingEntry(int ExternalPort, IPEndPoint InternalEndPoint)
{
    /// <summary>Gets for what it is: UDP (the default) or TCP.</summary>
    public ProtocolType Protocol { get; init; } = ProtocolType.Udp;

    /// <summary>Gets what its maker wrote. A stranger's text.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Gets a value indicating whether it is in force.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Gets for how long it still is; <see langword="null"/> for ever, or not told.</summary>
    public TimeSpan? Lease { get; init; }
}
