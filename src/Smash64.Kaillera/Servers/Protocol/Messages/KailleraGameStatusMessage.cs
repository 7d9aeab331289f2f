namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// How a game stands: the body of <see cref="KailleraMessageType.GameStatus"/>: an empty text, game number 4, status 1, players
/// 1, most players 1.
/// </summary>
public readonly ref struct KailleraGameStatusMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets the game's number.</summary>
    public uint GameId { get; init; }

    /// <summary>Gets what it does: 0 waits, 1 plays, 2 synchronises.</summary>
    public byte Status { get; init; }

    /// <summary>Gets how many are in it.</summary>
    public byte Players { get; init; }

    /// <summary>Gets how many can be.</summary>
    public byte MaxPlayers { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraGameStatusMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.GameStatus
            && reader.TryReadText(out var prefix)
            && reader.TryReadUInt32(out var gameId)
            && reader.TryReadByte(out var status)
            && reader.TryReadByte(out var players)
            && reader.TryReadByte(out var maxPlayers)
        )
        {
            content = new KailleraGameStatusMessage
            {
                Prefix = prefix,
                GameId = gameId,
                Status = status,
                Players = players,
                MaxPlayers = maxPlayers,
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
        writer.WriteUInt32(GameId);
        writer.WriteByte(Status);
        writer.WriteByte(Players);
        writer.WriteByte(MaxPlayers);
        return writer.Length;
    }
}
