using System.Buffers.Binary;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Reads the fields of a body one after the other. A failed read consumes nothing, and nothing here throws.</summary>
/// <param name="body">The body.</param>
internal ref struct KailleraBodyReader(ReadOnlySpan<byte> body)
{
    private readonly ReadOnlySpan<byte> _body = body;

    /// <summary>Gets how many bytes have been read.</summary>
    public int Position { get; private set; }

    private readonly ReadOnlySpan<byte> Unread => _body[Position..];

    /// <summary>Reads the bytes before the next NUL, and passes over it. Without a NUL there is no text.</summary>
    public bool TryReadText(out ReadOnlySpan<byte> text)
    {
        var end = Unread.IndexOf((byte)0);
        text = end < 0 ? default : Unread[..end];
        Position += end + 1;
        return end >= 0;
    }

    public bool TryReadByte(out byte value)
    {
        var found = !Unread.IsEmpty;
        value = found ? Unread[0] : default;
        Position += found ? sizeof(byte) : 0;
        return found;
    }

    public bool TryReadUInt16(out ushort value)
    {
        var found = BinaryPrimitives.TryReadUInt16LittleEndian(Unread, out value);
        Position += found ? sizeof(ushort) : 0;
        return found;
    }

    public bool TryReadUInt32(out uint value)
    {
        var found = BinaryPrimitives.TryReadUInt32LittleEndian(Unread, out value);
        Position += found ? sizeof(uint) : 0;
        return found;
    }

    public bool TryReadBytes(int length, out ReadOnlySpan<byte> bytes)
    {
        var found = length <= Unread.Length;
        bytes = found ? Unread[..length] : default;
        Position += found ? length : 0;
        return found;
    }
}
