namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>Reads the instructions of a received datagram, newest first. It never throws and never reads past the end.</summary>
/// <example>
/// <code>
/// if (P2PDatagramReader.TryCreate(datagram, out var reader))
/// {
///     while (reader.TryRead(out var instruction))
///     {
///         Console.WriteLine($"{instruction.Serial}: {instruction.Type}");
///     }
/// }
/// </code>
/// </example>
public ref struct P2PDatagramReader
{
    private const int HeaderLength = 2;

    private ReadOnlySpan<byte> _unread;

    private P2PDatagramReader(ReadOnlySpan<byte> unread, int count)
    {
        _unread = unread;
        Count = count;
    }

    /// <summary>Gets how many instructions are still unread: at first 1 to 14.</summary>
    public int Count { get; private set; }

    /// <summary>Checks a whole datagram and starts to read it.</summary>
    /// <param name="datagram">The payload as it came.</param>
    /// <param name="reader">A reader that stands before the newest instruction.</param>
    /// <returns>
    /// Whether the datagram is a list of instructions: a count from 1 to 14 and every instruction whole. Bytes behind
    /// the last one are passed over, as hosts do.
    /// </returns>
    public static bool TryCreate(ReadOnlySpan<byte> datagram, out P2PDatagramReader reader)
    {
        // count 1 | count times, newest first: serial 1, length 1 (of type and body, so 0 is malformed), type 1, body
        reader = default;
        if (datagram is not [> 0 and <= P2PProtocol.MaxInstructions and var count, .. var unread])
        {
            return false;
        }

        var rest = unread;
        for (var i = 0; i < count; i++)
        {
            if (rest is not [_, > 0 and var length, ..] || rest.Length < HeaderLength + length)
            {
                return false;
            }

            rest = rest[(HeaderLength + length)..];
        }

        reader = new P2PDatagramReader(unread, count);
        return true;
    }

    /// <summary>Finds the text of a raw frame: a datagram whose count is 0, for the side channel of game lists.</summary>
    /// <param name="datagram">The payload as it came.</param>
    /// <param name="text">The bytes between the count and the first NUL behind it.</param>
    /// <returns>Whether the datagram is a raw frame that hosts look at: a count of 0 and more than 5 bytes.</returns>
    public static bool TryReadRawFrame(ReadOnlySpan<byte> datagram, out ReadOnlySpan<byte> text)
    {
        // 0 | text | NUL, which some senders leave out
        if (datagram is not [0, .. var rest] || datagram.Length <= P2PProtocol.MaxIgnoredRawLength)
        {
            text = default;
            return false;
        }

        var end = rest.IndexOf((byte)0);
        text = end < 0 ? rest : rest[..end];
        return true;
    }

    /// <summary>Reads the next older instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead(out P2PInstruction instruction)
    {
        if (Count == 0)
        {
            instruction = default;
            return false;
        }

        var length = _unread[1];
        instruction = new P2PInstruction(
            _unread[0],
            (P2PInstructionType)_unread[HeaderLength],
            _unread.Slice(HeaderLength + 1, length - 1)
        );
        _unread = _unread[(HeaderLength + length)..];
        Count--;
        return true;
    }
}
