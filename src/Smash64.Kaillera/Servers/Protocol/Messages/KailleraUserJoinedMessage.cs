namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// Somebody has come: the body of <see cref="KailleraMessageType.UserJoined"/>: user, user number 2, ping 4, connection
/// 1.
/// </summary>
public readonly ref struct KailleraUserJoinedMessage
{
    /// <summary>Gets the user's name. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets the user's number.</summary>
    public ushort UserId { get; init; }

    /// <summary>Gets the ping that the server measured, in milliseconds.</summary>
    public uint Ping { get; init; }

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraUserJoinedMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.UserJoined
            && reader.TryReadText(out var user)
            && reader.TryReadUInt16(out var userId)
            && reader.TryReadUInt32(out var ping)
            && reader.TryReadByte(out var connection)
        )
        {
            content = new KailleraUserJoinedMessage
            {
                User = user,
                UserId = userId,
                Ping = ping,
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
        writer.WriteText(User);
        writer.WriteUInt16(UserId);
        writer.WriteUInt32(Ping);
        writer.WriteByte((byte)Connection);
        return writer.Length;
    }
}
