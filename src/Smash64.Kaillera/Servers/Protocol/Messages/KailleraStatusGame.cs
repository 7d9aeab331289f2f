namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>One game in a <see cref="KailleraStatusMessage"/>: name, game number 4, emulator, owner, players, status 1.</summary>
public readonly ref struct KailleraStatusGame
{
    /// <summary>Gets the game's name. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>Gets the game's number.</summary>
    public uint GameId { get; init; }

    /// <summary>Gets the owner's emulator. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Emulator { get; init; }

    /// <summary>Gets the owner's name. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Owner { get; init; }

    /// <summary>Gets how many are in it of how many that can be, as text: <c>1/8</c>.</summary>
    public ReadOnlySpan<byte> Players { get; init; }

    /// <summary>Gets what it does: 0 waits, 1 plays, 2 synchronises.</summary>
    public byte Status { get; init; }

    /// <summary>Reads the next game.</summary>
    /// <param name="unread">The games that are still unread; the one that was read is taken off.</param>
    /// <param name="game">The game.</param>
    /// <returns>Whether there was a whole one. If not, nothing is taken off.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> unread, out KailleraStatusGame game)
    {
        var reader = new KailleraBodyReader(unread);
        if (
            reader.TryReadText(out var name)
            && reader.TryReadUInt32(out var gameId)
            && reader.TryReadText(out var emulator)
            && reader.TryReadText(out var owner)
            && reader.TryReadText(out var players)
            && reader.TryReadByte(out var status)
        )
        {
            game = new KailleraStatusGame
            {
                Name = name,
                GameId = gameId,
                Emulator = emulator,
                Owner = owner,
                Players = players,
                Status = status,
            };
            unread = unread[reader.Position..];
            return true;
        }

        game = default;
        return false;
    }

    /// <summary>Writes the game.</summary>
    /// <param name="games">Where to write.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentException"><paramref name="games"/> is too small.</exception>
    public int Write(Span<byte> games)
    {
        var writer = new KailleraBodyWriter(games);
        writer.WriteText(Name);
        writer.WriteUInt32(GameId);
        writer.WriteText(Emulator);
        writer.WriteText(Owner);
        writer.WriteText(Players);
        writer.WriteByte(Status);
        return writer.Length;
    }
}
