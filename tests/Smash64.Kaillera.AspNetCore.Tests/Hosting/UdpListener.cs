using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>A program at a free UDP port of this machine that keeps and counts what it hears.</summary>
internal sealed class UdpListener : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<byte[]> _heard = [];
    private readonly Func<byte[], IPEndPoint, IEnumerable<byte[]>>? _answer;
    private readonly Task _running;

    /// <param name="answer">What it answers a datagram from somebody with; by default nothing.</param>
    /// <param name="address">Its address; by default 127.0.0.1.</param>
    public UdpListener(Func<byte[], IPEndPoint, IEnumerable<byte[]>>? answer = null, string address = "127.0.0.1")
    {
        _answer = answer;
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        _running = RunAsync();
    }

    public IPEndPoint EndPoint { get; }

    public string Address => EndPoint.Address.ToString();

    public int Port => EndPoint.Port;

    public IReadOnlyCollection<byte[]> Heard => _heard;

    /// <summary>Gets what it was sent, headers of IPv4 and UDP included.</summary>
    public int BytesHeard => _heard.Sum(static datagram => datagram.Length + P2PProtocol.HeadersLength);

    /// <summary>Makes a host of a generation whose received bytes can be counted.</summary>
    /// <param name="generation">Which kind of host.</param>
    /// <param name="answers">How many datagrams it answers before it falls silent.</param>
    public static UdpListener ForHost(P2PHostGeneration generation, int answers = int.MaxValue)
    {
        var conversation = new P2PHostConversation(new P2PHostOptions { Generation = generation, UserName = "Ness", Game = "SMASH BROTHERS" });
        var start = Stopwatch.GetTimestamp();
        return new(Answer);

        List<byte[]> Answer(byte[] datagram, IPEndPoint sender)
        {
            conversation.Receive(datagram, sender, Stopwatch.GetElapsedTime(start));
            var said = new List<byte[]>();
            while (conversation.TryWrite(out _, out var answer))
            {
                if (answers-- > 0)
                {
                    said.Add(answer.ToArray());
                }
            }

            return said;
        }
    }

    /// <summary>Makes the doorway of a Kaillera server.</summary>
    public static UdpListener ForServer() => new((datagram, _) => datagram.AsSpan().SequenceEqual("PING\0"u8) ? ["PONG\0"u8.ToArray()] : []);

    /// <summary>Says whether nothing has arrived, what the system has received and nobody read yet included.</summary>
    public bool HasHeardNothing() => _heard.IsEmpty && _socket.Available == 0;

    /// <summary>Says whether something was heard, and nothing waits to be read.</summary>
    public bool HasHeardAll() => !_heard.IsEmpty && _socket.Available == 0;

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
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var asked = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, EndPoint, _closing.Token);
                var sender = (IPEndPoint)asked.RemoteEndPoint;
                _heard.Enqueue(buffer[..asked.ReceivedBytes]);
                foreach (var answer in _answer?.Invoke(buffer[..asked.ReceivedBytes], sender) ?? [])
                {
                    await _socket.SendToAsync(answer, SocketFlags.None, sender);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // An answer met a socket that is closed already, or the program ends.
            }
        }
    }
}
