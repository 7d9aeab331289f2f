namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>One player in a <see cref="KailleraPlayersMessage"/>: name, ping 4, user number 2, connection 1.</summary>
public readonly ref struct KailleraPlayer
{
    /// <summary>Gets the user's name. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>Gets the ping that the server measured, in milliseconds.</summary>
    public uint Ping { get; init; }

    /// <summary>Gets the user's number.</summary>
    public ushort UserId { get; init; }

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; }

    /// <summary>Reads the next player.</summary>
    /// <param name="unread">The players that are still unread; the one that was read is taken off.</param>
    /// <param name="player">The player.</param>
    /// <returns>Whether there was a whole one. If not, nothing is taken off.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> unread, out KailleraPlayer player)
    {
        var reader = new KailleraBodyReader(unread);
        if (
            reader.TryReadText(out var name)
            && reader.TryReadUInt32(out var ping)
            && reader.TryReadUInt16(out var userId)
            && reader.TryReadByte(out var connection)
        )
        {
            player = new KailleraPlayer
            {
                Name = name,
                Ping = ping,
                UserId = userId,
                Connection = (KailleraConnection)connection,
            };
            unread = unread[reader.Position..];
            return true;
        }

        player = default;
        return false;
    }

    /// <summary>Writes the player.</summary>
    /// <param name="players">Where to write.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentException"><paramref name="players"/> is too small.</exception>
    public int Write(Span<byte> players)
    {
        var writer = new KailleraBodyWriter(players);
        writer.WriteText(Name);
        writer.WriteUInt32(Ping);
        writer.WriteUInt16(UserId);
        writer.WriteByte((byte)Connection);
        return writer.Length;
    }
}
