using System.Net;

namespace Smash64.Kaillera.P2P;

/// <summary>A game's UDP socket, as those need it who open the way to it: connect codes and Autopunch speak over the very socket that is played on.</summary>
/// <remarks><see cref="P2PHost"/> is one. A program that embeds a session gives its own: all members must be safe for use by several threads.</remarks>
public interface IGameSocket
{
    /// <summary>Gets the local address and port.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Sends a datagram from the socket. What is lost on this machine is as good as lost on its way: it must not throw for it.</summary>
    /// <param name="datagram">The payload.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint destination, CancellationToken cancellationToken = default);

    /// <summary>Shows a listener every datagram that comes, before the game sees it.</summary>
    /// <param name="listener">Takes it, and says whether the game must not see it. It is quick and does not throw.</param>
    /// <returns>What ends the listening.</returns>
    IDisposable Listen(GameDatagramListener listener);
}

/// <summary>Takes a datagram that came to a game's socket.</summary>
/// <param name="datagram">The payload. It is valid during the call.</param>
/// <param name="sender">Where it came from.</param>
/// <returns>Whether the game must not see it.</returns>
public delegate bool GameDatagramListener(ReadOnlySpan<byte> datagram, IPEndPoint sender);
