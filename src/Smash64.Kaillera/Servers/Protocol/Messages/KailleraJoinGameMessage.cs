namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// A game is entered: the body of <see cref="KailleraMessageType.JoinGame"/>: an empty text, game number 4, user, ping 4, user
/// number 2, connection 1.
/// </summary>
public readonly ref struct KailleraJoinGameMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets the game's number.</summary>
    public uint GameId { get; init; }

    /// <summary>Gets the user's name, empty from a client. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets the user's ping in milliseconds; 0 from a client.</summary>
    public uint Ping { get; init; }

    /// <summary>Gets the user's number; <see cref="KailleraProtocol.NoUser"/> from a client.</summary>
    public ushort UserId { get; init; }

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraJoinGameMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.JoinGame
            && reader.TryReadText(out var prefix)
            && reader.TryReadUInt32(out var gameId)
            && reader.TryReadText(out var user)
            && reader.TryReadUInt32(out var ping)
            && reader.TryReadUInt16(out var userId)
            && reader.TryReadByte(out var connection)
        )
        {
            content = new KailleraJoinGameMessage
            {
                Prefix = prefix,
                GameId = gameId,
                User = user,
                Ping = ping,
                UserId = userId,
                Connection = (KailleraConnection)connection,
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
        writer.WriteText(User);
        writer.WriteUInt32(Ping);
        writer.WriteUInt16(UserId);
        writer.WriteByte((byte)Connection);
        return writer.Length;
    }
}
