using System.Buffers.Binary;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// Writes messages into a buffer that the caller owns, newest first. The bytes are our own, so a mistake is loud: too many
/// messages, too long a body or too small a buffer throw.
/// </summary>
public ref struct KailleraDatagramWriter
{
    private const int MaxBodyLength = ushort.MaxValue - 1;

    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Initializes a writer with an empty list of messages.</summary>
    /// <param name="buffer">Where to write, at least one byte.</param>
    /// <exception cref="ArgumentException"><paramref name="buffer"/> is empty.</exception>
    public KailleraDatagramWriter(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            throw new ArgumentException("The buffer must have room for the count, 1 byte; it is empty.", nameof(buffer));
        }

        _buffer = buffer;
        _buffer[0] = 0;
        _length = 1;
    }

    /// <summary>Gets the datagram so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Tells whether one message more fits.</summary>
    /// <param name="bodyLength">The length of its body, without the type.</param>
    /// <returns>
    /// Whether a body can be so long, there is room in the buffer and fewer than 255 messages are written.
    /// </returns>
    public readonly bool HasRoomFor(int bodyLength) =>
        bodyLength is >= 0 and <= MaxBodyLength
        && _buffer[0] < KailleraProtocol.MaxMessages
        && _buffer.Length - _length >= KailleraProtocol.MessageHeaderLength + bodyLength;

    /// <summary>Writes the next older message.</summary>
    /// <param name="number">Its number: one less than the one before; 65,535 comes before 0.</param>
    /// <param name="type">Its type.</param>
    /// <param name="body">Its body, at most 65,534 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="body"/> is longer than 65,534 bytes.</exception>
    /// <exception cref="InvalidOperationException">There are 255 messages already, or the buffer is full.</exception>
    public void Write(ushort number, KailleraMessageType type, ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxBodyLength)
        {
            throw new ArgumentException($"A body has at most {MaxBodyLength} bytes; this one has {body.Length}.", nameof(body));
        }

        if (_buffer[0] == KailleraProtocol.MaxMessages)
        {
            throw new InvalidOperationException($"A datagram has at most {KailleraProtocol.MaxMessages} messages.");
        }

        if (!HasRoomFor(body.Length))
        {
            throw new InvalidOperationException(
                $"The buffer of {_buffer.Length} bytes has no room for {KailleraProtocol.MessageHeaderLength + body.Length} more."
            );
        }

        var target = _buffer[_length..];
        BinaryPrimitives.WriteUInt16LittleEndian(target, number);
        BinaryPrimitives.WriteUInt16LittleEndian(target[sizeof(ushort)..], (ushort)(1 + body.Length));
        target[KailleraProtocol.MessageHeaderLength - 1] = (byte)type;
        body.CopyTo(target[KailleraProtocol.MessageHeaderLength..]);
        _length += KailleraProtocol.MessageHeaderLength + body.Length;
        _buffer[0]++;
    }
}
