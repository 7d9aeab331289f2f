using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
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
public sealed class P2PHost : IAsyncDisposable
{
    private const int IncomingLength = 2_048;

    /// <summary>How many events wait for a reader before the oldest are dropped: 1,024.</summary>
    private const int EventCapacity = 1_024;

    private readonly Socket _socket;
    private readonly P2PHostConversation _conversation;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<P2PHostEvent> _events = Channel.CreateBounded<P2PHostEvent>(
        new BoundedChannelOptions(EventCapacity) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    private readonly Task _running;
    private int _isDisposed;

    private P2PHost(Socket socket, P2PHostConversation conversation, TimeProvider time)
    {
        _socket = socket;
        _conversation = conversation;
        _time = time;
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _running = RunAsync();
    }

    /// <summary>Gets the local address and port it listens on; the port that was chosen if any free one was asked for.</summary>
    public IPEndPoint EndPoint { get; }

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
    public static Task<P2PHost> StartAsync(
        P2PHostOptions? options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        cancellationToken.ThrowIfCancellationRequested();

        var settings = (options ?? new P2PHostOptions()).Checked();
        var conversation = new P2PHostConversation(settings);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(settings.Address, settings.Port));
            return Task.FromResult(new P2PHost(socket, conversation, timeProvider));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Reads what happens: knocks, requests, joins, chat lines and leavings.</summary>
    /// <param name="cancellationToken">Ends the reading, not the host.</param>
    /// <returns>
    /// The events from the first unread one on, until the host is disposed of. Several readers share them out among
    /// themselves; the oldest of more than 1,024 unread ones are lost.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public IAsyncEnumerable<P2PHostEvent> ReadEventsAsync(CancellationToken cancellationToken = default) =>
        _events.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Ends the host: a seated peer is told EXIT, the port is free again, and the events end.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _closing.Dispose();
        }
    }

    private async Task RunAsync()
    {
        var incoming = new byte[IncomingLength];
        var start = _time.GetTimestamp();
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        using var wakeUp = new WakeUpTimer(_time);
        Task<SocketReceiveFromResult>? receiving = null;
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                receiving ??= _socket.ReceiveFromAsync(incoming.AsMemory(), SocketFlags.None, anyone, _closing.Token).AsTask();
                var alarm = wakeUp.Set(_conversation.WakeUp - _time.GetElapsedTime(start));
                await Task.WhenAny(receiving, alarm).ConfigureAwait(false);
                if (receiving.IsCompleted)
                {
                    await TakeAsync(receiving, incoming, _time.GetElapsedTime(start)).ConfigureAwait(false);
                    receiving = null;
                }

                _conversation.Advance(_time.GetElapsedTime(start));
                await FlushAsync().ConfigureAwait(false);
            }

            _conversation.Close();
            await FlushAsync().ConfigureAwait(false);
            _events.Writer.Complete();
        }
        catch (Exception e)
        {
            _events.Writer.TryComplete(e);
            throw;
        }
        finally
        {
            _socket.Dispose();
        }
    }

    private async ValueTask TakeAsync(Task<SocketReceiveFromResult> receiving, byte[] incoming, TimeSpan now)
    {
        try
        {
            var received = await receiving.ConfigureAwait(false);
            _conversation.Receive(incoming.AsSpan(0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint, now);
        }
        catch (SocketException)
        {
            // An answer of ours met a closed port, or a datagram was too long for a P2P program.
        }
        catch (OperationCanceledException)
        {
            // The host ends.
        }
    }

    private async ValueTask FlushAsync()
    {
        while (_conversation.TryWrite(out var peer, out var datagram))
        {
            try
            {
                await _socket.SendToAsync(datagram, SocketFlags.None, peer).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // As good as lost, and the protocol repeats itself.
            }
        }

        while (_conversation.TryReadEvent(out var happened))
        {
            _events.Writer.TryWrite(happened);
        }
    }
}
