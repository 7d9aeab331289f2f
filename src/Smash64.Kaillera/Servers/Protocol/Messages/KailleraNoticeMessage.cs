namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// Why somebody is not, or no longer, on the server: the bodies of <see cref="KailleraMessageType.Quit"/> and
/// <see cref="KailleraMessageType.Rejected"/>: user, user number 2, text.
/// </summary>
public readonly ref struct KailleraNoticeMessage
{
    /// <summary>
    /// Gets the user's name, empty from a client, <c>server</c> in a rejection. Bytes in the server's code page, without the
    /// NUL.
    /// </summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets the user's number; <see cref="KailleraProtocol.NoUser"/> from a client.</summary>
    public ushort UserId { get; init; }

    /// <summary>Gets the user's last words, or the server's reason. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraNoticeMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.Quit or KailleraMessageType.Rejected
            && reader.TryReadText(out var user)
            && reader.TryReadUInt16(out var userId)
            && reader.TryReadText(out var text)
        )
        {
            content = new KailleraNoticeMessage
            {
                User = user,
                UserId = userId,
                Text = text,
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
        writer.WriteText(Text);
        return writer.Length;
    }
}
