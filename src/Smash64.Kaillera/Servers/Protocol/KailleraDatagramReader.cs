using System.Buffers.Binary;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Reads the messages of a received datagram, newest first. It never throws and never reads past the end.</summary>
/// <example>
/// <code>
/// if (KailleraDatagramReader.TryCreate(datagram, out var reader))
/// {
///     while (reader.TryRead(out var message))
///     {
///         Console.WriteLine($"{message.Number}: {message.Type}");
///     }
/// }
/// </code>
/// </example>
public ref struct KailleraDatagramReader
{
    private const int NumberLength = sizeof(ushort);
    private const int PrefixLength = NumberLength + sizeof(ushort);

    private ReadOnlySpan<byte> _unread;

    private KailleraDatagramReader(ReadOnlySpan<byte> unread, int count)
    {
        _unread = unread;
        Count = count;
    }

    /// <summary>Gets how many messages are still unread: at first 1 to 255.</summary>
    public int Count { get; private set; }

    /// <summary>Checks a whole datagram and starts to read it.</summary>
    /// <param name="datagram">The payload as it came.</param>
    /// <param name="reader">A reader that stands before the newest message.</param>
    /// <returns>
    /// Whether the datagram is a list of messages: a count of at least 1 and every message whole. Bytes behind the last one are
    /// passed over.
    /// </returns>
    public static bool TryCreate(ReadOnlySpan<byte> datagram, out KailleraDatagramReader reader)
    {
        // count 1 | count times, newest first: number 2, length 2 (of type and body, so 0 is malformed), type 1, body
        reader = default;
        if (datagram is not [> 0 and var count, .. var unread])
        {
            return false;
        }

        var rest = unread;
        for (var i = 0; i < count; i++)
        {
            if (rest.Length < PrefixLength)
            {
                return false;
            }

            var length = LengthOf(rest);
            if (length == 0 || rest.Length < PrefixLength + length)
            {
                return false;
            }

            rest = rest[(PrefixLength + length)..];
        }

        reader = new KailleraDatagramReader(unread, count);
        return true;
    }

    /// <summary>Reads the next older message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead(out KailleraMessage message)
    {
        if (Count == 0)
        {
            message = default;
            return false;
        }

        var length = LengthOf(_unread);
        message = new KailleraMessage(
            BinaryPrimitives.ReadUInt16LittleEndian(_unread),
            (KailleraMessageType)_unread[PrefixLength],
            _unread.Slice(PrefixLength + 1, length - 1)
        );
        _unread = _unread[(PrefixLength + length)..];
        Count--;
        return true;
    }

    private static int LengthOf(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadUInt16LittleEndian(message[NumberLength..]);
}
