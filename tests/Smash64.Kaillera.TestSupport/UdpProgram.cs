using System.Collections.Concurrent;

namespace Smash64.Kaillera.TestSupport;

/// <summary>A program at a free UDP port of this machine that keeps what it receives, and answers as it is told to.</summary>
public class UdpProgram : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<byte[]> _received = [];
    private readonly Answerer _answer;
    private readonly TimeSpan _delay;
    private readonly Task _running;

    /// <param name="answer">What it sends when it gets a datagram.</param>
    /// <param name="delay">How long each answer takes.</param>
    /// <param name="address">Its address; by default 127.0.0.1.</param>
    public UdpProgram(Answerer answer, TimeSpan delay = default, string address = "127.0.0.1")
    {
        _answer = answer;
        _delay = delay;
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _running = RunAsync();
    }

    /// <summary>What a program sends when it gets a datagram.</summary>
    public delegate IEnumerable<(IPEndPoint To, byte[] Datagram)> Answerer(byte[] datagram, IPEndPoint sender);

    public IPEndPoint EndPoint { get; }

    public int Port => EndPoint.Port;

    public IReadOnlyCollection<byte[]> Received => _received;

    public static UdpProgram Silent() => new(static (_, _) => []);

    /// <summary>The doorway of a Kaillera server.</summary>
    public static UdpProgram Doorway() => new(AnswerPing);

    /// <summary>Something that answers whatever comes, and is neither a host nor a server.</summary>
    public static UdpProgram Babbling() => new(static (_, sender) => [(sender, "220 welcome, this is something else"u8.ToArray())]);

    /// <summary>Answers the datagrams in their order.</summary>
    /// <param name="answer">Gets the number of the datagram, from 0; <see langword="null"/> is nothing.</param>
    public static UdpProgram Numbered(Func<int, byte[]?> answer)
    {
        var next = 0;
        return new((_, sender) => answer(next++) is { } datagram ? [(sender, datagram)] : []);
    }

    /// <summary>Says whether nothing has arrived, what the system has received and nobody read yet included.</summary>
    public bool HasReceivedNothing() => _received.IsEmpty && _socket.Available == 0;

    /// <summary>Says whether something was received, and nothing waits to be read.</summary>
    public bool HasReceivedAll() => !_received.IsEmpty && _socket.Available == 0;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _running;
        _socket.Dispose();
        _closing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the doorway of a Kaillera server answers.</summary>
    protected static IEnumerable<(IPEndPoint To, byte[] Datagram)> AnswerPing(byte[] datagram, IPEndPoint sender) =>
        datagram.AsSpan().SequenceEqual("PING\0"u8) ? [(sender, "PONG\0"u8.ToArray())] : [];

    private async Task RunAsync()
    {
        var buffer = new byte[2_048];
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var asked = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, EndPoint, _closing.Token);
                var datagram = buffer[..asked.ReceivedBytes];
                _received.Enqueue(datagram);
                if (_delay > TimeSpan.Zero)
                {
                    await Task.Delay(_delay, _closing.Token);
                }

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
