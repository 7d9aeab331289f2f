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
    public void WriteText(scoped ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)0);
        WriteBytes(end < 0 ? text : text[..end]);
        WriteByte(0);
    }

    public void WriteByte(byte value) => Take(sizeof(byte))[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Take(sizeof(ushort)), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(sizeof(uint)), value);

    public void WriteBytes(scoped ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

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
