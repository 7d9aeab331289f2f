using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Nat.Stun.Protocol;

/// <summary>Reads a STUN message. No byte in it can make this throw or read past its end.</summary>
internal readonly ref struct StunMessageReader
{
    private readonly ReadOnlySpan<byte> _message;

    private StunMessageReader(ReadOnlySpan<byte> message) => _message = message;

    public ushort Type => BinaryPrimitives.ReadUInt16BigEndian(_message);

    public ReadOnlySpan<byte> TransactionId => _message.Slice(8, StunProtocol.TransactionIdLength);

    /// <summary>Tells whether a datagram is a STUN message, to its last attribute.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out StunMessageReader message)
    {
        message = default;
        if (
            datagram.Length is < StunProtocol.HeaderLength or > StunProtocol.MaxLength
            || datagram.Length % 4 != 0
            || datagram[0] >> 6 != 0
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - StunProtocol.HeaderLength
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != StunProtocol.Cookie
        )
        {
            return false;
        }

        var attributes = datagram[StunProtocol.HeaderLength..];
        while (!attributes.IsEmpty)
        {
            if (!TryTake(ref attributes, out _, out _))
            {
                return false;
            }
        }

        message = new StunMessageReader(datagram);
        return true;
    }

    /// <summary>Finds an IPv4 address; the first one counts.</summary>
    public bool TryFindAddress(ushort attribute, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        var rest = _message[StunProtocol.HeaderLength..];
        while (TryTake(ref rest, out var type, out var value))
        {
            if (type == attribute)
            {
                return TryReadAddress(value, isHidden: attribute == StunProtocol.XorMappedAddress, out endPoint);
            }
        }

        return false;
    }

    /// <summary>Finds an attribute that must be understood by who is asked, and is not.</summary>
    public bool TryFindNotUnderstood(out ushort attribute)
    {
        var rest = _message[StunProtocol.HeaderLength..];
        while (TryTake(ref rest, out attribute, out _))
        {
            if (attribute < StunProtocol.FirstOptional)
            {
                return true;
            }
        }

        attribute = 0;
        return false;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ushort type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (rest.Length < StunProtocol.AttributeHeaderLength)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        var whole = StunProtocol.AttributeHeaderLength + ((length + 3) & ~3);
        if (whole > rest.Length)
        {
            return false;
        }

        type = BinaryPrimitives.ReadUInt16BigEndian(rest);
        value = rest.Slice(StunProtocol.AttributeHeaderLength, length);
        rest = rest[whole..];
        return true;
    }

    private static bool TryReadAddress(ReadOnlySpan<byte> value, bool isHidden, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        if (value.Length != StunProtocol.AddressAttributeLength - StunProtocol.AttributeHeaderLength || value[1] != StunProtocol.IPv4)
        {
            return false;
        }

        var port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
        var address = BinaryPrimitives.ReadUInt32BigEndian(value[4..]);
        if (isHidden)
        {
            port ^= (ushort)(StunProtocol.Cookie >> 16);
            address ^= StunProtocol.Cookie;
        }

        if (port == 0 || address == 0)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        endPoint = new IPEndPoint(new IPAddress(bytes), port);
        return true;
    }
}
