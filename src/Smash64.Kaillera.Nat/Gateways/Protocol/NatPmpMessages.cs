using System.Buffers.Binary;
using System.Net.Sockets;

namespace Smash64.Kaillera.Nat.Gateways.Protocol;

/// <summary>Questions and answers of NAT-PMP (RFC 6886). No byte of an answer can make this throw.</summary>
internal static class NatPmpMessages
{
    private const int AddressAnswerLength = 12;
    private const int MapAnswerLength = 16;
    private const byte AnswerBit = 0x80;
    private const byte AddressOpcode = 0;

    public static byte[] AskAddress() => [0, AddressOpcode];

    /// <param name="protocol">UDP or TCP.</param>
    /// <param name="internalPort">This machine's port.</param>
    /// <param name="externalPort">The wished one; 0 where the mapping is given back.</param>
    /// <param name="lifetime">Zero gives it back.</param>
    public static byte[] Map(ProtocolType protocol, int internalPort, int externalPort, TimeSpan lifetime)
    {
        var question = new byte[12];
        question[1] = Opcode(protocol);
        BinaryPrimitives.WriteUInt16BigEndian(question.AsSpan(4), (ushort)internalPort);
        BinaryPrimitives.WriteUInt16BigEndian(question.AsSpan(6), (ushort)externalPort);
        BinaryPrimitives.WriteUInt32BigEndian(question.AsSpan(8), (uint)lifetime.TotalSeconds);
        return question;
    }

    /// <summary>Reads what the gateway's external address is.</summary>
    public static PmpAnswer? ReadAddress(ReadOnlySpan<byte> datagram) =>
        ReadHead(datagram, AddressOpcode) is not { } head ? null
        : head.Result != 0 ? head
        : datagram.Length >= AddressAnswerLength ? head with { ExternalAddress = new IPAddress(datagram.Slice(8, 4)) }
        : null;

    /// <summary>Reads which mapping was made or given back.</summary>
    public static PmpAnswer? ReadMap(ReadOnlySpan<byte> datagram, ProtocolType protocol, int internalPort)
    {
        if (ReadHead(datagram, Opcode(protocol)) is not { } head)
        {
            return null;
        }

        if (datagram.Length < MapAnswerLength)
        {
            return head.Result != 0 ? head : null;
        }

        return BinaryPrimitives.ReadUInt16BigEndian(datagram[8..]) == internalPort
            ? head with
            {
                ExternalPort = BinaryPrimitives.ReadUInt16BigEndian(datagram[10..]),
                Lifetime = TimeSpan.FromSeconds(BinaryPrimitives.ReadUInt32BigEndian(datagram[12..])),
            }
            : null;
    }

    private static byte Opcode(ProtocolType protocol) => (byte)(protocol == ProtocolType.Tcp ? 2 : 1);

    private static PmpAnswer? ReadHead(ReadOnlySpan<byte> datagram, byte opcode) =>
        datagram.Length >= 8 && datagram[0] == 0 && datagram[1] == (opcode | AnswerBit)
            ? new PmpAnswer(BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]), BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]))
            : null;
}

/// <summary>An answer of NAT-PMP or PCP.</summary>
/// <param name="Result">0 for success, else the protocol's number.</param>
/// <param name="Epoch">For how many seconds the gateway has known its mappings.</param>
internal sealed record PmpAnswer(int Result, uint Epoch)
{
    public IPAddress? ExternalAddress { get; init; }

    public int ExternalPort { get; init; }

    public TimeSpan Lifetime { get; init; }
}
