namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>Input of the players: the body of <see cref="KailleraMessageType.GameData"/>: an empty text, length 2, so many bytes.</summary>
public readonly ref struct KailleraGameDataMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets the input, 0 to 65,535 bytes that only emulators understand.</summary>
    public ReadOnlySpan<byte> Data { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of this type and its body is whole. Bytes behind the input are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraGameDataMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.GameData
            && reader.TryReadText(out var prefix)
            && reader.TryReadUInt16(out var length)
            && reader.TryReadBytes(length, out var data)
        )
        {
            content = new KailleraGameDataMessage { Prefix = prefix, Data = data };
            return true;
        }

        content = default;
        return false;
    }

    /// <summary>Writes the body.</summary>
    /// <param name="body">Where to write.</param>
    /// <returns>The body's length.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="body"/> is too small, or <see cref="Data"/> has more than 65,535 bytes.
    /// </exception>
    public int Write(Span<byte> body)
    {
        if (Data.Length > ushort.MaxValue)
        {
            throw new ArgumentException($"Input has at most {ushort.MaxValue} bytes; this has {Data.Length}.", nameof(body));
        }

        var writer = new KailleraBodyWriter(body);
        writer.WriteText(Prefix);
        writer.WriteUInt16((ushort)Data.Length);
        writer.WriteBytes(Data);
        return writer.Length;
    }
}
