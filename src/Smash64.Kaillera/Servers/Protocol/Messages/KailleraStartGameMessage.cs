namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>A game begins: the body of <see cref="KailleraMessageType.StartGame"/>: an empty text, delay 2, player 1, players 1.</summary>
public readonly ref struct KailleraStartGameMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets the delay in frames; FFFF from a client.</summary>
    public ushort FrameDelay { get; init; }

    /// <summary>Gets which player the receiver is, from 1; FF from a client.</summary>
    public byte Player { get; init; }

    /// <summary>Gets how many play; FF from a client.</summary>
    public byte Players { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraStartGameMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.StartGame
            && reader.TryReadText(out var prefix)
            && reader.TryReadUInt16(out var frameDelay)
            && reader.TryReadByte(out var player)
            && reader.TryReadByte(out var players)
        )
        {
            content = new KailleraStartGameMessage
            {
                Prefix = prefix,
                FrameDelay = frameDelay,
                Player = player,
                Players = players,
            };
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
        writer.WriteUInt16(FrameDelay);
        writer.WriteByte(Player);
        writer.WriteByte(Players);
        return writer.Length;
    }
}
