using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Servers.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Servers;

/// <summary>
/// A Kaillera server to practise against: on the wire it behaves as EmuLinkerSF does, with logins, lists, chat and games in
/// their lobby, so that a program that asks servers can be tested without one.
/// </summary>
/// <remarks>
/// It starts no game, and has no administrators. Everything it holds is bounded: places, messages, waiting events. All members
/// are safe for use by several threads.
/// </remarks>
public sealed class KailleraPracticeServer : IAsyncDisposable
{
    private readonly KailleraServerConversation _conversation;
    private readonly ListeningRun<KailleraPracticeServerEvent> _run;
    private volatile IReadOnlyList<KailleraPracticeUser> _users;
    private volatile IReadOnlyList<KailleraPracticeGame> _games;

    private KailleraPracticeServer(DatagramSockets sockets, IPEndPoint doorway, KailleraPracticeServerOptions settings, TimeProvider time)
    {
        _conversation = new KailleraServerConversation(settings, doorway.Port, new UserPorts(sockets));
        _users = _conversation.Users;
        _games = _conversation.Games;
        EndPoint = doorway;
        _run = new ListeningRun<KailleraPracticeServerEvent>(sockets, _conversation, time, RefreshLists);
    }

    /// <summary>Gets the local address and port of the doorway; the port that was chosen if any free one was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets who is listed now: pretended users, and everybody who logged in, until he quits or is thrown out.</summary>
    /// <value>A list that does not change any more; ask again for the next one. It is empty of real users after disposal.</value>
    public IReadOnlyList<KailleraPracticeUser> Users => _users;

    /// <summary>Gets which games are listed now.</summary>
    /// <value>A list that does not change any more; ask again for the next one.</value>
    public IReadOnlyList<KailleraPracticeGame> Games => _games;

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="cancellationToken">Not used after the server has started: dispose of the server to end it.</param>
    /// <returns>A server that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static Task<KailleraPracticeServer> StartAsync(
        KailleraPracticeServerOptions? options = null,
        CancellationToken cancellationToken = default
    ) => StartAsync(options, TimeProvider.System, cancellationToken);

    /// <summary>Starts a server with a clock of the caller's.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock that measures pings and tells when a user has been silent for too long.</param>
    /// <param name="cancellationToken">Not used after the server has started: dispose of the server to end it.</param>
    /// <returns>A server that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="timeProvider"/> is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<KailleraPracticeServer> StartAsync(
        KailleraPracticeServerOptions? options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        cancellationToken.ThrowIfCancellationRequested();

        var settings = (options ?? new KailleraPracticeServerOptions()).Checked();
        return await DatagramSockets
            .StartAsync(
                settings.Address,
                settings.Port,
                (sockets, doorway) => new KailleraPracticeServer(sockets, doorway, settings, timeProvider)
            )
            .ConfigureAwait(false);
    }

    /// <summary>Reads what happens: pings, logins, chat lines, games and leavings.</summary>
    /// <param name="cancellationToken">Ends the reading, not the server.</param>
    /// <returns>
    /// The events from the first unread one on, until the server is disposed of. <see cref="Users"/> and <see cref="Games"/> know
    /// of an event before it can be read, and before anybody is told of it. Several readers share the events out among themselves;
    /// the oldest of more than 1,024 unread ones are lost.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<KailleraPracticeServerEvent> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        _run.ReadEventsAsync(cancellationToken);

    /// <summary>Ends the server: everybody is told that he is out, the ports are free again, and the events end.</summary>
    /// <returns>A task that completes when the ports are free.</returns>
    public ValueTask DisposeAsync() => _run.DisposeAsync();

    // Whatever changes a list is an event, and who hears of it, by datagram or by event, finds the list changed.
    private void RefreshLists()
    {
        if (_conversation.HasEvents)
        {
            (_users, _games) = (_conversation.Users, _conversation.Games);
        }
    }

    private sealed class UserPorts(DatagramSockets sockets) : IPracticePorts
    {
        public int? Open()
        {
            try
            {
                return sockets.Open(0).Port;
            }
            catch (SocketException)
            {
                return null; // This machine has no more.
            }
        }

        public void Close(int port) => sockets.Close(port);
    }
}
