using System.Buffers.Binary;
using System.Text;

namespace Smash64.Kaillera.Nat.Stun.Protocol;

/// <summary>Writes STUN messages.</summary>
internal static class StunMessageWriter
{
    /// <summary>Our name makes a question long enough for an answer with two addresses, by servers that answer twice at most.</summary>
    private static readonly byte[] Name = Encoding.ASCII.GetBytes("Smash64.Kaillera");

    public static byte[] WriteRequest(ReadOnlySpan<byte> transactionId)
    {
        var message = Begin(StunProtocol.BindingRequest, transactionId, StunProtocol.AttributeHeaderLength + Name.Length);
        var attribute = BeginAttribute(message.AsSpan(StunProtocol.HeaderLength), StunProtocol.Software, Name.Length);
        Name.CopyTo(attribute);
        return message;
    }

    /// <param name="transactionId">The question's.</param>
    /// <param name="mapped">From where it came.</param>
    /// <param name="other">Where one can ask as well, or <see langword="null"/>.</param>
    public static byte[] WriteAnswer(ReadOnlySpan<byte> transactionId, IPEndPoint mapped, IPEndPoint? other)
    {
        var length = StunProtocol.AddressAttributeLength * (other is null ? 1 : 2);
        var message = Begin(StunProtocol.BindingAnswer, transactionId, length);
        var attributes = message.AsSpan(StunProtocol.HeaderLength);
        WriteAddress(attributes, StunProtocol.XorMappedAddress, mapped, StunProtocol.Cookie);
        if (other is not null)
        {
            WriteAddress(attributes[StunProtocol.AddressAttributeLength..], StunProtocol.OtherAddress, other, mask: 0);
        }

        return message;
    }

    /// <param name="transactionId">The question's.</param>
    /// <param name="attribute">What was not understood.</param>
    public static byte[] WriteNotUnderstood(ReadOnlySpan<byte> transactionId, ushort attribute)
    {
        const int CodeLength = 4;
        const int ListLength = sizeof(ushort);
        const int Padded = 4;
        var message = Begin(
            StunProtocol.BindingError,
            transactionId,
            StunProtocol.AttributeHeaderLength + CodeLength + StunProtocol.AttributeHeaderLength + Padded
        );
        var attributes = message.AsSpan(StunProtocol.HeaderLength);
        var code = BeginAttribute(attributes, StunProtocol.ErrorCode, CodeLength);
        code[2] = StunProtocol.UnknownAttribute / 100;
        code[3] = StunProtocol.UnknownAttribute % 100;
        var list = BeginAttribute(attributes[(StunProtocol.AttributeHeaderLength + CodeLength)..], StunProtocol.UnknownAttributes, ListLength);
        BinaryPrimitives.WriteUInt16BigEndian(list, attribute);
        return message;
    }

    private static byte[] Begin(ushort type, ReadOnlySpan<byte> transactionId, int length)
    {
        var message = new byte[StunProtocol.HeaderLength + length];
        BinaryPrimitives.WriteUInt16BigEndian(message, type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)length);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), StunProtocol.Cookie);
        transactionId.CopyTo(message.AsSpan(8));
        return message;
    }

    private static Span<byte> BeginAttribute(Span<byte> destination, ushort type, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, type);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
        return destination.Slice(StunProtocol.AttributeHeaderLength, length);
    }

    private static void WriteAddress(Span<byte> destination, ushort type, IPEndPoint endPoint, uint mask)
    {
        var value = BeginAttribute(destination, type, StunProtocol.AddressAttributeLength - StunProtocol.AttributeHeaderLength);
        value[1] = StunProtocol.IPv4;
        BinaryPrimitives.WriteUInt16BigEndian(value[2..], (ushort)(endPoint.Port ^ (mask >> 16)));
        endPoint.Address.TryWriteBytes(value[4..], out _);
        BinaryPrimitives.WriteUInt32BigEndian(value[4..], BinaryPrimitives.ReadUInt32BigEndian(value[4..]) ^ mask);
    }
}
