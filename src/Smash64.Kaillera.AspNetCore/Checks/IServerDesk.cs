using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>Where Kaillera servers are pinged. In one process that is <see cref="ServerDesk"/>.</summary>
internal interface IServerDesk
{
    /// <summary>Pings a server.</summary>
    /// <exception cref="SocketException">This machine has no way to it.</exception>
    ValueTask<ServerPing> PingAsync(IPEndPoint server, Caller caller, CancellationToken cancellationToken);
}

/// <summary>What became of the wish for a ping.</summary>
/// <param name="Mean">The mean of the times that came back; <see langword="null"/> if none did.</param>
/// <param name="Refusal">Why the server was not asked.</param>
internal readonly record struct ServerPing(TimeSpan? Mean, Refusal? Refusal);
