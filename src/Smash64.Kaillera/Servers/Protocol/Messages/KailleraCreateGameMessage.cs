namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>A game is opened: the body of <see cref="KailleraMessageType.CreateGame"/>: user, game, emulator, game number 4.</summary>
public readonly ref struct KailleraCreateGameMessage
{
    /// <summary>Gets the owner's name, empty from a client. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets the game's name. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Game { get; init; }

    /// <summary>Gets the owner's emulator, empty from a client. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Emulator { get; init; }

    /// <summary>Gets the game's number; <see cref="KailleraProtocol.NoGame"/> from a client.</summary>
    public uint GameId { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraCreateGameMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.CreateGame
            && reader.TryReadText(out var user)
            && reader.TryReadText(out var game)
            && reader.TryReadText(out var emulator)
            && reader.TryReadUInt32(out var gameId)
        )
        {
            content = new KailleraCreateGameMessage
            {
                User = user,
                Game = game,
                Emulator = emulator,
                GameId = gameId,
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
        writer.WriteText(User);
        writer.WriteText(Game);
        writer.WriteText(Emulator);
        writer.WriteUInt32(GameId);
        return writer.Length;
    }
}
