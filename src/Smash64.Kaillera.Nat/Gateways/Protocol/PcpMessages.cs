using System.Buffers.Binary;

namespace Smash64.Kaillera.Nat.Gateways.Protocol;

/// <summary>Questions and answers of PCP (RFC 6887). No byte of an answer can make this throw.</summary>
internal static class PcpMessages
{
    public const int NonceLength = 12;

    private const byte Version = 2;
    private const byte AnswerBit = 0x80;
    private const byte AnnounceOpcode = 0;
    private const byte MapOpcode = 1;
    private const byte Udp = 17;
    private const int UnsupportedVersion = 1;
    private const int HeaderLength = 24;
    private const int MapLength = HeaderLength + 36;
    private const int MaxLength = 1_100;

    public static byte[] Announce(IPAddress client)
    {
        var question = new byte[HeaderLength];
        WriteHeader(question, AnnounceOpcode, TimeSpan.Zero, client);
        return question;
    }

    /// <param name="client">This machine's address, as the gateway sees it.</param>
    /// <param name="nonce">12 bytes that are the mapping's: who gives them back may change it.</param>
    /// <param name="internalPort">This machine's UDP port.</param>
    /// <param name="externalPort">The wished one; 0 where the mapping is given back.</param>
    /// <param name="lifetime">Zero gives it back.</param>
    public static byte[] Map(IPAddress client, ReadOnlySpan<byte> nonce, int internalPort, int externalPort, TimeSpan lifetime)
    {
        var question = new byte[MapLength];
        WriteHeader(question, MapOpcode, lifetime, client);
        nonce.CopyTo(question.AsSpan(HeaderLength));
        question[36] = Udp;
        BinaryPrimitives.WriteUInt16BigEndian(question.AsSpan(40), (ushort)internalPort);
        BinaryPrimitives.WriteUInt16BigEndian(question.AsSpan(42), (ushort)externalPort);
        WriteAddress(question.AsSpan(44), IPAddress.Any);
        return question;
    }

    /// <summary>Reads whether PCP is spoken. A router that knows NAT-PMP alone says so by an answer of version 0.</summary>
    public static PmpAnswer? ReadAnnounce(ReadOnlySpan<byte> datagram) =>
        datagram.Length >= 4 && datagram[0] == 0 ? new PmpAnswer(UnsupportedVersion, Epoch: 0) : ReadHead(datagram, AnnounceOpcode);

    /// <summary>Reads which mapping was made or given back: only an answer with our nonce and port is ours.</summary>
    public static PmpAnswer? ReadMap(ReadOnlySpan<byte> datagram, ReadOnlySpan<byte> nonce, int internalPort)
    {
        if (
            ReadHead(datagram, MapOpcode) is not { } head
            || datagram.Length < MapLength
            || !datagram.Slice(HeaderLength, NonceLength).SequenceEqual(nonce)
            || datagram[36] != Udp
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[40..]) != internalPort
        )
        {
            return null;
        }

        return head with
        {
            ExternalPort = BinaryPrimitives.ReadUInt16BigEndian(datagram[42..]),
            ExternalAddress = ReadAddress(datagram.Slice(44, 16)),
            Lifetime = TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(datagram[4..])),
        };
    }

    private static PmpAnswer? ReadHead(ReadOnlySpan<byte> datagram, byte opcode) =>
        datagram.Length is >= HeaderLength and <= MaxLength && datagram[0] == Version && datagram[1] == (opcode | AnswerBit)
            ? new PmpAnswer(datagram[3], BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]))
            : null;

    private static void WriteHeader(Span<byte> question, byte opcode, TimeSpan lifetime, IPAddress client)
    {
        question[0] = Version;
        question[1] = opcode;
        BinaryPrimitives.WriteUInt32BigEndian(question[4..], (uint)lifetime.TotalSeconds);
        WriteAddress(question[8..], client);
    }

    // IPv4 within IPv6: ::ffff:a.b.c.d
    private static void WriteAddress(Span<byte> destination, IPAddress address)
    {
        destination[10] = 0xff;
        destination[11] = 0xff;
        address.TryWriteBytes(destination[12..], out _);
    }

    private static IPAddress? ReadAddress(ReadOnlySpan<byte> bytes) =>
        bytes[..10].ContainsAnyExcept((byte)0) || bytes[10] != 0xff || bytes[11] != 0xff ? null : new IPAddress(bytes[12..]);
}
