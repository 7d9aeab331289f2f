namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>Which game it is about: the body of <see cref="KailleraMessageType.CloseGame"/>: an empty text, game number 4.</summary>
public readonly ref struct KailleraGameMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets the game's number.</summary>
    public uint GameId { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraGameMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (message.Type is KailleraMessageType.CloseGame && reader.TryReadText(out var prefix) && reader.TryReadUInt32(out var gameId))
        {
            content = new KailleraGameMessage { Prefix = prefix, GameId = gameId };
            return true;
        }

        content = default;
        return false;
    }

    /// <summary>Writes the body.</summary>
    /// <param name="body">Where to write.</param>
    /// <returns>The body's length.</returns>
    /// <exception cref="ArgumentException"><paramref name="body"/> is too small.</exception>
    public int Write(Span<byte> body)
    {
        var writer = new KailleraBodyWriter(body);
        writer.WriteText(Prefix);
        writer.WriteUInt32(GameId);
        return writer.Length;
    }
}
