using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.P2P;

/// <summary>
/// A P2P host to practise against: on the wire it behaves as an n02 host in its lobby, so that a player can test his port
/// forwarding without an emulator, and every embedder can test without one.
/// </summary>
/// <remarks>
/// It adds what real hosts of the first generation lack: a peer that falls silent loses its seat. It hosts no game. All
/// members are safe for use by several threads.
/// </remarks>
public sealed class P2PHost : IGameSocket, IAsyncDisposable
{
    private readonly ListeningRun<P2PHostEvent> _run;
    private readonly DatagramSockets _sockets;
    private ImmutableArray<GameDatagramListener> _listeners = [];

    private P2PHost(DatagramSockets sockets, IPEndPoint endPoint, P2PHostConversation conversation, TimeProvider time)
    {
        EndPoint = endPoint;
        _sockets = sockets;
        _run = new ListeningRun<P2PHostEvent>(sockets, new Program(this, conversation), time);
    }

    /// <summary>Gets the local address and port it listens on; the port that was chosen if any free one was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    /// <inheritdoc/>
    IPEndPoint IGameSocket.LocalEndPoint => EndPoint;

    /// <summary>Starts a host.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="cancellationToken">Not used after the host has started: dispose of the host to end it.</param>
    /// <returns>A host that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static Task<P2PHost> StartAsync(P2PHostOptions? options = null, CancellationToken cancellationToken = default) =>
        StartAsync(options, TimeProvider.System, cancellationToken);

    /// <summary>Starts a host with a clock of the caller's.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock that tells when a peer has been silent for too long.</param>
    /// <param name="cancellationToken">Not used after the host has started: dispose of the host to end it.</param>
    /// <returns>A host that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="timeProvider"/> is <see langword="null"/>.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<P2PHost> StartAsync(
        P2PHostOptions? options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        cancellationToken.ThrowIfCancellationRequested();

        var settings = (options ?? new P2PHostOptions()).Checked();
        var conversation = new P2PHostConversation(settings);
        return await DatagramSockets
            .StartAsync(settings.Address, settings.Port, (sockets, endPoint) => new P2PHost(sockets, endPoint, conversation, timeProvider))
            .ConfigureAwait(false);
    }

    /// <summary>Reads what happens: knocks, requests, joins, chat lines and leavings.</summary>
    /// <param name="cancellationToken">Ends the reading, not the host.</param>
    /// <returns>
    /// The events from the first unread one on, until the host is disposed of. Several readers share them out among
    /// themselves; the oldest of more than 1,024 unread ones are lost.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<P2PHostEvent> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        _run.ReadEventsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint destination, CancellationToken cancellationToken = default) =>
        _sockets.SendAsync(EndPoint.Port, destination, datagram, cancellationToken);

    /// <inheritdoc/>
    public IDisposable Listen(GameDatagramListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        ImmutableInterlocked.Update(ref _listeners, (all, one) => all.Add(one), listener);
        return new Listening(this, listener);
    }

    /// <summary>Ends the host: a seated peer is told EXIT, the port is free again, and the events end.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public ValueTask DisposeAsync() => _run.DisposeAsync();

    /// <summary>A host's conversation at its one port.</summary>
    private sealed class Program(P2PHost host, P2PHostConversation conversation) : IListeningProgram<P2PHostEvent>
    {
        public TimeSpan WakeUp => conversation.WakeUp;

        public void Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender, int localPort, TimeSpan now)
        {
            var isTaken = false;
            foreach (var listener in host._listeners)
            {
                isTaken |= listener(datagram, sender);
            }

            if (!isTaken)
            {
                conversation.Receive(datagram, sender, now);
            }
        }

        public void Advance(TimeSpan now) => conversation.Advance(now);

        public void Close() => conversation.Close();

        public bool TryWrite(out int localPort, [NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
        {
            localPort = host.EndPoint.Port;
            return conversation.TryWrite(out destination, out datagram);
        }

        public bool TryReadEvent([NotNullWhen(true)] out P2PHostEvent? happened) => conversation.TryReadEvent(out happened);
    }

    private sealed class Listening(P2PHost host, GameDatagramListener listener) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref host._listeners, (all, one) => all.Remove(one), listener);
    }
}
