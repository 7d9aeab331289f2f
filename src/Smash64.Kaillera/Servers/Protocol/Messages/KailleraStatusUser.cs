namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>One user in a <see cref="KailleraStatusMessage"/>: name, ping 4, a byte, user number 2, another byte.</summary>
/// <remarks>
/// The two bytes are the user's status and connection, and servers differ in their order: EmuLinkerSF has the status first,
/// public protocol notes have the connection first.
/// </remarks>
public readonly ref struct KailleraStatusUser
{
    /// <summary>Gets the user's name. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>Gets the ping that the server measured, in milliseconds.</summary>
    public uint Ping { get; init; }

    /// <summary>Gets the byte before the user's number: status or connection.</summary>
    public byte BeforeId { get; init; }

    /// <summary>Gets the user's number.</summary>
    public ushort UserId { get; init; }

    /// <summary>Gets the byte behind the user's number: connection or status.</summary>
    public byte BehindId { get; init; }

    /// <summary>Reads the next user.</summary>
    /// <param name="unread">The users that are still unread; the one that was read is taken off.</param>
    /// <param name="user">The user.</param>
    /// <returns>Whether there was a whole one. If not, nothing is taken off.</returns>
    public static bool TryRead(ref ReadOnlySpan<byte> unread, out KailleraStatusUser user)
    {
        var reader = new KailleraBodyReader(unread);
        if (
            reader.TryReadText(out var name)
            && reader.TryReadUInt32(out var ping)
            && reader.TryReadByte(out var beforeId)
            && reader.TryReadUInt16(out var userId)
            && reader.TryReadByte(out var behindId)
        )
        {
            user = new KailleraStatusUser
            {
                Name = name,
                Ping = ping,
                BeforeId = beforeId,
                UserId = userId,
                BehindId = behindId,
            };
            unread = unread[reader.Position..];
            return true;
        }

        user = default;
        return false;
    }

    /// <summary>Writes the user.</summary>
    /// <param name="users">Where to write.</param>
    /// <returns>The length.</returns>
    /// <exception cref="ArgumentException"><paramref name="users"/> is too small.</exception>
    public int Write(Span<byte> users)
    {
        var writer = new KailleraBodyWriter(users);
        writer.WriteText(Name);
        writer.WriteUInt32(Ping);
        writer.WriteByte(BeforeId);
        writer.WriteUInt16(UserId);
        writer.WriteByte(BehindId);
        return writer.Length;
    }
}
