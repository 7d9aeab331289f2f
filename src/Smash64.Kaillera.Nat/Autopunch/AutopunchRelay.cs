using System.Net.Sockets;
using Smash64.Kaillera.Nat.Autopunch.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Autopunch;

/// <summary>Brings players together who run Autopunch, as its public relay does.</summary>
/// <remarks>
/// It knows a socket for 15 seconds after its last announcement, and names the one that was asked for: by what it calls its own port, else by
/// the port that it is seen at. What it remembers of strangers is bounded. Docs: codes.md.
/// </remarks>
public sealed class AutopunchRelay : IAsyncDisposable
{
    private readonly ListeningRun<object> _run;
    private readonly AutopunchRelayResponder _responder;

    private AutopunchRelay(DatagramSockets sockets, AutopunchRelayResponder responder, TimeProvider time, IPEndPoint endPoint)
    {
        _responder = responder;
        _run = new ListeningRun<object>(sockets, responder, time);
        EndPoint = endPoint;
    }

    /// <summary>Gets where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets how many sockets are known.</summary>
    public int SocketCount => _responder.SocketCount;

    /// <summary>Starts a relay.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Gives up the start. Not used afterwards: dispose of the relay to end it.</param>
    /// <returns>A relay that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<AutopunchRelay> StartAsync(
        AutopunchRelayOptions? options = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default
    )
    {
        var settings = (options ?? new AutopunchRelayOptions()).Checked();
        cancellationToken.ThrowIfCancellationRequested();
        return await DatagramSockets
            .StartAsync(
                settings.Address,
                settings.Port,
                (sockets, local) =>
                    new AutopunchRelay(
                        sockets,
                        new AutopunchRelayResponder(local.Port, settings),
                        timeProvider ?? TimeProvider.System,
                        local
                    )
            )
            .ConfigureAwait(false);
    }

    /// <summary>Ends the relay. Sockets announce themselves to the next one by themselves.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
