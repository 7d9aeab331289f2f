using Smash64.Kaillera.Nat.Autopunch.Protocol;
using Smash64.Kaillera.Nat.Sessions;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Autopunch;

/// <summary>Does for a game's socket what Autopunch does: announces it at the relay, and punches towards opponents whom the relay names.</summary>
/// <remarks>
/// Opponents must run Autopunch too, and use the host's address and port. Ports are not rewritten, unlike by Autopunch itself: the game answers
/// to where a datagram came from. All members are safe for use by several threads. Docs: codes.md.
/// </remarks>
public sealed class AutopunchSession : IAsyncDisposable
{
    private readonly SessionRun<AutopunchEvent> _run;

    private AutopunchSession(SessionRun<AutopunchEvent> run) => _run = run;

    /// <summary>Begins.</summary>
    /// <param name="socket">The socket that the game is played on.</param>
    /// <param name="relay">
    /// The relay, by name or IPv4 address; <see langword="null"/> for <see cref="KailleraDefaults.AutopunchRelayHost"/> at
    /// <see cref="KailleraDefaults.AutopunchRelayPort"/>.
    /// </param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Gives up the start. Not used afterwards: dispose of the session to end it.</param>
    /// <exception cref="ArgumentNullException"><paramref name="socket"/> is <see langword="null"/>.</exception>
    /// <exception cref="HostNameException">The relay has no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<AutopunchSession> StartAsync(
        IGameSocket socket,
        DnsEndPoint? relay = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(socket);

        relay ??= new DnsEndPoint(KailleraDefaults.AutopunchRelayHost, KailleraDefaults.AutopunchRelayPort);
        var place = await HostNames.FindAsync(relay, cancellationToken).ConfigureAwait(false);
        var conversation = new AutopunchHostConversation(place, socket.LocalEndPoint.Port);
        return new AutopunchSession(new SessionRun<AutopunchEvent>(socket, conversation, timeProvider ?? TimeProvider.System));
    }

    /// <summary>Reads what happens.</summary>
    /// <param name="cancellationToken">Ends the reading, not the session.</param>
    /// <returns>
    /// The events from the first unread one on, until the session is disposed of. Several readers share them out among themselves; the oldest of
    /// more than 256 unread ones are lost.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<AutopunchEvent> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        _run.ReadEventsAsync(cancellationToken);

    /// <summary>Ends the session. The relay forgets the socket by itself; it stays the game's.</summary>
    /// <returns>A task that completes when nothing is sent any more.</returns>
    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
