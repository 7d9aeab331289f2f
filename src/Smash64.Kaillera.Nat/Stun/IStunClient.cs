using System.Net.Sockets;

namespace Smash64.Kaillera.Nat;

/// <summary>Asks STUN servers what the internet sees of a local port, and what kind of NAT lies between (RFC 8489, RFC 5780).</summary>
public interface IStunClient
{
    /// <summary>Asks the servers of the settings, from a port of this machine.</summary>
    /// <param name="localPort">The UDP port, or 0 (the default) for any free one. It must be free: a game that is hosted has it.</param>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <returns>What the servers see. Silent servers are a result without a public end point, not an exception.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="localPort"/> is not from 0 to 65535.</exception>
    /// <exception cref="InvalidOperationException">The settings name no server.</exception>
    /// <exception cref="HostNameException">No server's name leads to an IPv4 address.</exception>
    /// <exception cref="SocketException">The port is taken, or this machine can't send.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<StunResult> AskAsync(int localPort = 0, CancellationToken cancellationToken = default);

    /// <summary>Asks other servers than those of the settings.</summary>
    /// <param name="servers">1 to 4 servers, by name or IPv4 address.</param>
    /// <param name="localPort">The UDP port, or 0 (the default) for any free one.</param>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <returns>What the servers see, as by <see cref="AskAsync(int, CancellationToken)"/>.</returns>
    /// <exception cref="ArgumentException">The servers are none or too many, or a port is not from 1 to 65535.</exception>
    /// <exception cref="HostNameException">No server's name leads to an IPv4 address.</exception>
    /// <exception cref="SocketException">The port is taken, or this machine can't send.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<StunResult> AskAsync(IReadOnlyList<DnsEndPoint> servers, int localPort = 0, CancellationToken cancellationToken = default);
}
