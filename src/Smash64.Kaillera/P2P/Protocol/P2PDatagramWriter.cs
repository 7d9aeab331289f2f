namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>
/// Writes instructions into a buffer that the caller owns, newest first. The bytes are our own, so a mistake is loud: too
/// many instructions, too long a body or too small a buffer throw.
/// </summary>
public ref struct P2PDatagramWriter
{
    private const int HeaderLength = 3;

    private readonly Span<byte> _buffer;
    private int _length;

    /// <summary>Initializes a writer with an empty list of instructions.</summary>
    /// <param name="buffer">Where to write, at least one byte.</param>
    /// <exception cref="ArgumentException"><paramref name="buffer"/> is empty.</exception>
    public P2PDatagramWriter(Span<byte> buffer)
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

    /// <summary>Writes the next older instruction.</summary>
    /// <param name="serial">Its serial: one less than the one before, or a host finds a gap.</param>
    /// <param name="type">Its type.</param>
    /// <param name="body">Its body, at most 254 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="body"/> is longer than 254 bytes.</exception>
    /// <exception cref="InvalidOperationException">There are 14 instructions already, or the buffer is full.</exception>
    public void Write(byte serial, P2PInstructionType type, ReadOnlySpan<byte> body = default)
    {
        if (body.Length > P2PProtocol.MaxBodyLength)
        {
            throw new ArgumentException($"A body has at most {P2PProtocol.MaxBodyLength} bytes; this one has {body.Length}.", nameof(body));
        }

        if (_buffer[0] == P2PProtocol.MaxInstructions)
        {
            throw new InvalidOperationException($"A datagram has at most {P2PProtocol.MaxInstructions} instructions.");
        }

        if (_buffer.Length - _length < HeaderLength + body.Length)
        {
            throw new InvalidOperationException($"The buffer of {_buffer.Length} bytes has no room for {HeaderLength + body.Length} more.");
        }

        var target = _buffer[_length..];
        target[0] = serial;
        target[1] = (byte)(1 + body.Length);
        target[2] = (byte)type;
        body.CopyTo(target[HeaderLength..]);
        _length += HeaderLength + body.Length;
        _buffer[0]++;
    }
}
