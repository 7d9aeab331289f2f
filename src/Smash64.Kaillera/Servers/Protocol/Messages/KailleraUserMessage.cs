namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// Which user it is about: the bodies of <see cref="KailleraMessageType.QuitGame"/> and
/// <see cref="KailleraMessageType.Kick"/>: user, user number 2.
/// </summary>
public readonly ref struct KailleraUserMessage
{
    /// <summary>Gets the user's name, empty from a client. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets the user's number; <see cref="KailleraProtocol.NoUser"/> from a client that leaves.</summary>
    public ushort UserId { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraUserMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.QuitGame or KailleraMessageType.Kick
            && reader.TryReadText(out var user)
            && reader.TryReadUInt16(out var userId)
        )
        {
            content = new KailleraUserMessage { User = user, UserId = userId };
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
        return writer.Length;
    }
}
