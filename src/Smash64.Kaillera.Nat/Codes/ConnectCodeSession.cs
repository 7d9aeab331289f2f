using Smash64.Kaillera.Nat.Codes.Protocol;
using Smash64.Kaillera.Nat.Sessions;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Hosts a game by a connect code: registers its socket at a rendezvous, keeps that, and opens the way to whoever asks for the code.</summary>
/// <remarks>
/// It works beside the game, over its socket, in either dialect of today's clients. When an opponent has joined, tell it by
/// <see cref="PeerJoined"/>: the code ends, so that nobody else comes; <see cref="PeerLeft"/> opens it again. All members are safe for use by
/// several threads. Docs: codes.md.
/// </remarks>
public sealed class ConnectCodeSession : IAsyncDisposable
{
    private readonly CodeHostConversation _conversation;
    private readonly SessionRun<ConnectCodeEvent> _run;

    private ConnectCodeSession(IGameSocket socket, CodeHostConversation conversation, TimeProvider time)
    {
        _conversation = conversation;
        _run = new SessionRun<ConnectCodeEvent>(socket, conversation, time);
    }

    /// <summary>Gets the code to share, or <see langword="null"/> while there is none.</summary>
    public ConnectCode? Code
    {
        get
        {
            lock (_conversation)
            {
                return _conversation.Code;
            }
        }
    }

    /// <summary>Begins to register. <see cref="ReadEventsAsync"/> tells when there is a code.</summary>
    /// <param name="socket">The socket that the game is played on.</param>
    /// <param name="options">The settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Gives up the start. Not used afterwards: dispose of the session to end it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    /// <exception cref="HostNameException">The rendezvous has no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<ConnectCodeSession> StartAsync(
        IGameSocket socket,
        ConnectCodeSessionOptions? options = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(socket);

        var settings = (options ?? new ConnectCodeSessionOptions()).Checked();
        var rendezvous = await HostNames.FindAsync(settings.Rendezvous, cancellationToken).ConfigureAwait(false);
        return new ConnectCodeSession(socket, new CodeHostConversation(rendezvous, settings.Owner), timeProvider ?? TimeProvider.System);
    }

    /// <summary>Reads what happens.</summary>
    /// <param name="cancellationToken">Ends the reading, not the session.</param>
    /// <returns>
    /// The events from the first unread one on, until the session is disposed of. Several readers share them out among themselves; the oldest of
    /// more than 256 unread ones are lost.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<ConnectCodeEvent> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        _run.ReadEventsAsync(cancellationToken);

    /// <summary>Ends the code while somebody has the game's seat.</summary>
    public void PeerJoined() => _run.Tell(_conversation.PeerJoined);

    /// <summary>Opens it again: a claimed code as it was, else a new one.</summary>
    public void PeerLeft() => _run.Tell(_conversation.PeerLeft);

    /// <summary>Ends the session and tells the rendezvous. The socket stays the game's.</summary>
    /// <returns>A task that completes when the farewell is sent.</returns>
    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
