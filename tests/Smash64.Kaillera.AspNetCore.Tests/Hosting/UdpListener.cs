using System.Diagnostics;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>A program at a free UDP port of this machine whose received bytes are counted.</summary>
/// <param name="answer">What it answers a datagram from somebody with; by default nothing.</param>
/// <param name="address">Its address; by default 127.0.0.1.</param>
internal sealed class UdpListener(Func<byte[], IPEndPoint, IEnumerable<byte[]>>? answer = null, string address = "127.0.0.1")
    : UdpProgram((datagram, sender) => answer?.Invoke(datagram, sender).Select(said => (sender, said)) ?? [], address: address)
{
    public string Address => EndPoint.Address.ToString();

    /// <summary>Gets what it was sent, headers of IPv4 and UDP included.</summary>
    public int BytesReceived => Received.Sum(static datagram => datagram.Length + P2PProtocol.HeadersLength);

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
}
