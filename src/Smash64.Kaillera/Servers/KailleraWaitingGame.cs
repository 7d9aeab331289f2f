using System.Net;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Servers;

/// <summary>A game that waits for players, as a public list names it: on a Kaillera server, or at a player's own computer.</summary>
/// <remarks>
/// A player without a server waits at his own address, for one who speaks the P2P protocol; the list names no server then, and
/// often a code to join him by, since such an address alone may not be reachable.
/// Every text comes from a player or from whoever runs the server: characters that steer a terminal are replaced by U+FFFD, and
/// nothing else is promised about them. Escape them before they go into a page.
/// </remarks>
public sealed record KailleraWaitingGame : IListedAddress<KailleraWaitingGame>
{
    /// <summary>Initializes a game.</summary>
    /// <param name="game">The game's name.</param>
    /// <param name="host">The IPv4 address or host name of the server or the player, as the list writes it.</param>
    /// <param name="port">The UDP port of the server's doorway or of the player's game, 1 to 65535.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="game"/> or <paramref name="host"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is out of its range.</exception>
    public KailleraWaitingGame(string game, string host, int port)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        Game = game;
        Host = host;
        Port = port;
    }

    /// <summary>Gets the game's name, as the emulator names it.</summary>
    public string Game { get; }

    /// <summary>Gets the IPv4 address or host name of the server or the player, as the list writes it.</summary>
    public string Host { get; }

    /// <summary>Gets the UDP port of the server's doorway or of the player's game, 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Gets the name of the player who made the game.</summary>
    public string User { get; init; } = string.Empty;

    /// <summary>Gets the name of that player's emulator. Whoever joins needs the same.</summary>
    public string Emulator { get; init; } = string.Empty;

    /// <summary>Gets the connect code by which a player without a server can be joined: <c>PIKA@555</c>, or one of a session.</summary>
    /// <value>
    /// 1 to 16 letters, digits and <c>@ # - _</c>, as the list writes it; <see langword="null"/> for a game on a server, and where
    /// the list names none.
    /// </value>
    public string? Code { get; init; }

    /// <summary>Gets how many players sit in the game. Never negative.</summary>
    /// <value>1 for a player who waits without a server.</value>
    public int Players { get; init; }

    /// <summary>Gets how many players the game lets in. Never negative.</summary>
    /// <value><see langword="null"/> when the list does not say: some servers tell it the first number only, and players without a server none.</value>
    public int? MaxPlayers { get; init; }

    /// <summary>Gets the server's name.</summary>
    /// <value>Empty for a player without a server.</value>
    public string ServerName { get; init; } = string.Empty;

    /// <summary>Gets where the server stands, in its operator's words.</summary>
    public string Location { get; init; } = string.Empty;

    /// <summary>Gets where to reach the server or the player: <see cref="Host"/> looked up, and <see cref="Port"/>.</summary>
    /// <value><see langword="null"/> until the host was looked up: the parser alone does not.</value>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>Gets the number of the line of the list that holds the game, from 1; 0 when it is from none.</summary>
    /// <value>Often 1: most lists have all games in one line.</value>
    public int LineNumber { get; init; }

    /// <summary>Gets the list the game is from, or <see langword="null"/> when that was a text or a file.</summary>
    public Uri? Source { get; init; }

    object IListedAddress<KailleraWaitingGame>.Identity => (EndPoint as object ?? (Host, Port), Game, User, Code);

    KailleraWaitingGame IListedAddress<KailleraWaitingGame>.Located(IPEndPoint endPoint, Uri? source) =>
        this with
        {
            EndPoint = endPoint,
            Source = source,
        };
}
