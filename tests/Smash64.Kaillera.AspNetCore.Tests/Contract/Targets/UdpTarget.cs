using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>A program on a free loopback port that keeps all it receives, and answers as it is told to.</summary>
internal sealed class UdpTarget : ITarget
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<byte[]> _received = [];
    private readonly Answerer _answer;
    private readonly TimeSpan _delay;
    private readonly Task _running;

    public UdpTarget(Answerer answer, TimeSpan delay = default)
    {
        _answer = answer;
        _delay = delay;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _running = RunAsync();
    }

    /// <summary>What a program sends when it gets a datagram.</summary>
    public delegate IEnumerable<(IPEndPoint To, byte[] Datagram)> Answerer(byte[] datagram, IPEndPoint sender);

    public int Port { get; }

    public IReadOnlyCollection<byte[]> Received => _received;

    public static UdpTarget Silent() => new(static (_, _) => []);

    /// <summary>The doorway of a Kaillera server.</summary>
    public static UdpTarget Doorway() =>
        new(static (datagram, sender) => datagram.AsSpan().SequenceEqual("PING\0"u8) ? [(sender, "PONG\0"u8.ToArray())] : []);

    /// <summary>Answers the datagrams in their order.</summary>
    /// <param name="replies">What each is answered with; <see langword="null"/> is nothing.</param>
    /// <param name="repeatLast">Whether the last one answers all that follow, too.</param>
    /// <param name="delay">How long each answer takes.</param>
    public static UdpTarget Scripted(IReadOnlyList<byte[]?> replies, bool repeatLast, TimeSpan delay)
    {
        var next = 0;
        return new(
            (_, sender) =>
            {
                var index = repeatLast ? Math.Min(next, replies.Count - 1) : next;
                next++;
                return index < replies.Count && replies[index] is { } reply ? [(sender, reply)] : [];
            },
            delay
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _running;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[2_048];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var asked = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _closing.Token);
                var datagram = buffer[..asked.ReceivedBytes];
                _received.Enqueue(datagram);
                await Task.Delay(_delay, _closing.Token);
                foreach (var (to, answer) in _answer(datagram, (IPEndPoint)asked.RemoteEndPoint))
                {
                    await _socket.SendToAsync(answer, SocketFlags.None, to);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // An answer met a port that has closed, or the program ends.
            }
        }
    }
}
