using System.Net.Sockets;
using Smash64.Kaillera.Nat.Waiting.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Waiting;

/// <summary>Keeps the list of players who wait for an opponent, as the public servers of P2P clients do.</summary>
/// <remarks>
/// Hosts put themselves into it (<c>ENLIST</c>, <c>ENLISP</c>), leave it (<c>UNENLIST</c>), and ask how they are seen
/// (<c>WHATISMYIP</c>). Who does not repeat himself for 95 seconds is gone: clients do every 30. It sends nobody anything who has not
/// just asked, no more bytes than three times the question's, and what it remembers of strangers is bounded. Show the list by
/// <see cref="WaitingGamesFormat"/>, over HTTP by <see cref="WaitingGamesPage"/>.
/// </remarks>
public sealed class WaitingGamesServer : IAsyncDisposable
{
    private readonly WaitingGamesResponder _responder;
    private readonly ListeningRun<object> _run;

    private WaitingGamesServer(WaitingGamesResponder responder, ListeningRun<object> run, IPEndPoint endPoint)
    {
        _responder = responder;
        _run = run;
        EndPoint = endPoint;
    }

    /// <summary>Gets where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets who waits now, who came first first; nobody once the server has ended. May be asked from any thread.</summary>
    /// <value>A copy that does not change.</value>
    public IReadOnlyList<WaitingGame> Games => _responder.Games;

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Not used after the server has started: dispose of the server to end it.</param>
    /// <returns>A server that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<WaitingGamesServer> StartAsync(
        WaitingGamesOptions? options = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default
    )
    {
        var settings = (options ?? new WaitingGamesOptions()).Checked();
        cancellationToken.ThrowIfCancellationRequested();
        return await DatagramSockets
            .StartAsync(
                settings.Address,
                settings.Port,
                (sockets, local) =>
                {
                    var responder = new WaitingGamesResponder(local.Port, settings);
                    var run = new ListeningRun<object>(sockets, responder, timeProvider ?? TimeProvider.System);
                    return new WaitingGamesServer(responder, run, local);
                }
            )
            .ConfigureAwait(false);
    }

    /// <summary>Ends the server. Hosts come to the next one by themselves, with their next <c>ENLIST</c>.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
