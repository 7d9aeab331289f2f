using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Smash64.Kaillera.Transport;

/// <summary>Several UDP sockets whose datagrams come out of one queue. Ports are opened and closed as it goes on.</summary>
/// <param name="address">The local address of all of them.</param>
/// <remarks>Opening and closing are for one thread at a time; sending is for any, and the queue is filled by others.</remarks>
internal sealed class DatagramSockets(IPAddress address) : IAsyncDisposable
{
    private const int IncomingLength = 2_048;

    /// <summary>How many datagrams wait before the rest is left to the system's buffers: 256.</summary>
    private const int QueueCapacity = 256;

    private readonly ConcurrentDictionary<int, (Socket Socket, Task Receiving)> _sockets = new();
    private readonly Channel<ReceivedDatagram> _received = Channel.CreateBounded<ReceivedDatagram>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true }
    );

    private readonly List<Task> _ending = [];
    private readonly CancellationTokenSource _closing = new();

    /// <summary>Gets what came, in the order in which it came.</summary>
    public ChannelReader<ReceivedDatagram> Received => _received.Reader;

    /// <summary>Opens a program's first port and starts the program, or closes the port when it can't start.</summary>
    /// <param name="address">The local address.</param>
    /// <param name="port">The port, or 0 for any free one.</param>
    /// <param name="start">Starts the program, which owns the sockets from then on.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<TProgram> StartAsync<TProgram>(IPAddress address, int port, Func<DatagramSockets, IPEndPoint, TProgram> start)
    {
        var sockets = new DatagramSockets(address);
        try
        {
            return start(sockets, sockets.Open(port));
        }
        catch
        {
            await sockets.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens a port.</summary>
    /// <param name="port">The port, or 0 for any free one.</param>
    /// <returns>The port's address.</returns>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public IPEndPoint Open(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(address, port));
            var local = (IPEndPoint)socket.LocalEndPoint!;
            _sockets[local.Port] = (socket, ReceiveAsync(socket, local.Port));
            return local;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Closes a port; it is free when its reader has noticed. What has come there already stays in the queue.</summary>
    public void Close(int port)
    {
        if (_sockets.TryRemove(port, out var open))
        {
            open.Socket.Dispose();
            _ending.RemoveAll(task => task.IsCompleted);
            _ending.Add(open.Receiving);
        }
    }

    /// <summary>Sends a datagram, which may be lost on this machine already: then it is as good as lost on its way.</summary>
    public async ValueTask SendAsync(
        int localPort,
        IPEndPoint destination,
        ReadOnlyMemory<byte> datagram,
        CancellationToken cancellationToken
    )
    {
        if (_sockets.TryGetValue(localPort, out var open))
        {
            try
            {
                await open.Socket.SendToAsync(datagram, SocketFlags.None, destination, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The protocol repeats itself; a port that closes under a sender loses his datagram like the line.
            }
        }
    }

    /// <summary>Closes all ports, and waits until they are free.</summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        foreach (var port in _sockets.Keys.ToArray())
        {
            Close(port);
        }

        await Task.WhenAll(_ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task ReceiveAsync(Socket socket, int port)
    {
        var incoming = new byte[IncomingLength];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            try
            {
                var received = await socket
                    .ReceiveFromAsync(incoming.AsMemory(), SocketFlags.None, anyone, _closing.Token)
                    .ConfigureAwait(false);
                var datagram = incoming.AsSpan(0, received.ReceivedBytes).ToArray();
                await _received
                    .Writer.WriteAsync(new ReceivedDatagram(port, (IPEndPoint)received.RemoteEndPoint, datagram), _closing.Token)
                    .ConfigureAwait(false);
            }
            catch (SocketException e) when (e.SocketErrorCode is not (SocketError.OperationAborted or SocketError.Interrupted))
            {
                // An answer of ours met a closed port, or a datagram was longer than any of the protocol.
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return; // The port is closed.
            }
        }
    }
}

/// <summary>A datagram, the port it came to and the address it came from.</summary>
internal readonly record struct ReceivedDatagram(int LocalPort, IPEndPoint Sender, byte[] Payload);
