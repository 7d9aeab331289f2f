using System.Buffers.Binary;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// Reads the fields of a body one after the other. From the first one on that isn't there, nothing more is read, and what is
/// read is empty or 0: whoever has read all fields asks <see cref="IsWhole"/> once. Nothing here throws.
/// </summary>
internal ref struct KailleraBodyReader
{
    private readonly ReadOnlySpan<byte> _body;

    /// <param name="body">A body, or the entries of a list. Bytes behind the last field are passed over.</param>
    public KailleraBodyReader(ReadOnlySpan<byte> body)
    {
        _body = body;
        IsWhole = true;
    }

    /// <param name="message">The message.</param>
    /// <param name="isOfType">Whether it is of the type that is read; if not, nothing is.</param>
    public KailleraBodyReader(KailleraMessage message, bool isOfType)
    {
        _body = message.Body;
        IsWhole = isOfType;
    }

    /// <summary>Goes over one entry of a list.</summary>
    /// <param name="unread">The entries that are still unread; the first one is taken off.</param>
    /// <returns>Whether there was a whole one.</returns>
    public delegate bool SkipEntry(ref ReadOnlySpan<byte> unread);

    /// <summary>Gets a value indicating whether all fields so far were there.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Gets how many bytes have been read.</summary>
    public int Position { get; private set; }

    private readonly ReadOnlySpan<byte> Unread => _body[Position..];

    /// <summary>Reads the bytes before the next NUL, and passes over it. Without a NUL there is no text.</summary>
    public ReadOnlySpan<byte> Text()
    {
        var length = Unread.IndexOf((byte)0);
        var text = Take(length < 0 ? int.MaxValue : length + 1);
        return text.IsEmpty ? text : text[..^1];
    }

    public byte Byte() => Take(sizeof(byte)) is [var value] ? value : default;

    public ushort UInt16() => BinaryPrimitives.TryReadUInt16LittleEndian(Take(sizeof(ushort)), out var value) ? value : default;

    public uint UInt32() => BinaryPrimitives.TryReadUInt32LittleEndian(Take(sizeof(uint)), out var value) ? value : default;

    public KailleraConnection Connection() => (KailleraConnection)Byte();

    public ReadOnlySpan<byte> Bytes(int length) => Take(length);

    /// <summary>Reads the entries of a list. A count that lies ends at the first that isn't there: the bytes bound the work.</summary>
    public ReadOnlySpan<byte> Entries(uint count, SkipEntry skip)
    {
        var rest = Unread;
        return Take(IsWhole && TrySkip(ref rest, count, skip) ? Unread.Length - rest.Length : int.MaxValue);
    }

    /// <summary>Goes over the entries of a list.</summary>
    /// <returns>Whether there were as many.</returns>
    public static bool TrySkip(ref ReadOnlySpan<byte> unread, uint count, SkipEntry skip)
    {
        for (var i = 0U; i < count; i++)
        {
            if (!skip(ref unread))
            {
                return false;
            }
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        IsWhole = IsWhole && length <= Unread.Length;
        if (!IsWhole)
        {
            return default;
        }

        var field = Unread[..length];
        Position += length;
        return field;
    }
}
