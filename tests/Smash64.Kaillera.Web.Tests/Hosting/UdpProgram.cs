using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Web.Tests.Hosting;

/// <summary>A program on a free UDP port of this machine that is no P2P host.</summary>
internal sealed class UdpProgram : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _answering;
    private int _received;

    private UdpProgram(Func<byte[], byte[]?> answer)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _answering = AnswerAsync(answer);
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Gets how many datagrams came in.</summary>
    public int Received => Volatile.Read(ref _received);

    public static UdpProgram Silent() => new(_ => null);

    public static UdpProgram KailleraServer() => new(asked => asked.AsSpan().SequenceEqual("PING\0"u8) ? "PONG\0"u8.ToArray() : null);

    public static UdpProgram Babbling() => new(_ => "220 welcome, this is something else"u8.ToArray());

    /// <summary>Finds a port that nothing listens on, as far as one can know.</summary>
    public static int FindClosedPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _answering;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task AnswerAsync(Func<byte[], byte[]?> answer)
    {
        var buffer = new byte[2_048];
        try
        {
            while (true)
            {
                var asked = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _closing.Token);
                Interlocked.Increment(ref _received);
                if (answer(buffer[..asked.ReceivedBytes]) is { } datagram)
                {
                    await _socket.SendToAsync(datagram, SocketFlags.None, asked.RemoteEndPoint);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
