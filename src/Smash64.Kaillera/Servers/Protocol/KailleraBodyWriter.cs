using System.Buffers.Binary;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// Writes the fields of a body into a buffer that the caller owns. A buffer that is too small is our own bug, so it throws.
/// </summary>
/// <param name="buffer">Where to write.</param>
internal ref struct KailleraBodyWriter(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;

    /// <summary>Gets how many bytes have been written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a text and the NUL that ends it. A NUL inside would end it early, so what follows one is left out.</summary>
    public KailleraBodyWriter Text(scoped ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        Bytes(end < 0 ? text : text[..end]);
        Byte(0);
        return this;
    }

    public KailleraBodyWriter Byte(byte value)
    {
        Take(sizeof(byte))[0] = value;
        return this;
    }

    public KailleraBodyWriter UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);
        return this;
    }

    public KailleraBodyWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);
        return this;
    }

    public KailleraBodyWriter Connection(KailleraConnection value) => Byte((byte)value);

    public KailleraBodyWriter Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Take(bytes.Length));
        return this;
    }

    /// <summary>Writes the entries of a list.</summary>
    /// <exception cref="ArgumentException">There are not as many as the count says.</exception>
    public KailleraBodyWriter Entries(ReadOnlySpan<byte> entries, uint count, KailleraBodyReader.SkipEntry skip)
    {
        var rest = entries;
        return KailleraBodyReader.TrySkip(ref rest, count, skip) && rest.IsEmpty
            ? Bytes(entries)
            : throw new ArgumentException($"The bytes must hold as many entries as their count says, {count}.", nameof(entries));
    }

    private Span<byte> Take(int length)
    {
        if (_buffer.Length - Length < length)
        {
            throw new ArgumentException($"The buffer of {_buffer.Length} bytes is too small for the body.");
        }

        var field = _buffer.Slice(Length, length);
        Length += length;
        return field;
    }
}
