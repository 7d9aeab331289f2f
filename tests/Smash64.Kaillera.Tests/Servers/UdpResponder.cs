using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using static Smash64.Kaillera.Tests.P2P.Loopback;

namespace Smash64.Kaillera.Tests.Servers;

/// <summary>A program on a free loopback port that answers each datagram as it is told to: with another, or not at all.</summary>
internal sealed class UdpResponder : IAsyncDisposable
{
    private readonly Socket _socket = OpenSocket();
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<byte[]> _received = [];
    private readonly Task _answering;

    /// <param name="answer">Gets the number of the datagram, from 0.</param>
    public UdpResponder(Func<int, byte[]?> answer) => _answering = AnswerAsync(answer);

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public IReadOnlyCollection<byte[]> Received => _received;

    public static UdpResponder Doorway() => new(_ => "PONG\0"u8.ToArray());

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _answering;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task AnswerAsync(Func<int, byte[]?> answer)
    {
        var buffer = new byte[2_048];
        for (var number = 0; ; number++)
        {
            SocketReceiveFromResult asked;
            try
            {
                asked = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, EndPoint, _closing.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _received.Enqueue(buffer[..asked.ReceivedBytes]);
            if (answer(number) is { } datagram)
            {
                await _socket.SendToAsync(datagram, asked.RemoteEndPoint);
            }
        }
    }
}
