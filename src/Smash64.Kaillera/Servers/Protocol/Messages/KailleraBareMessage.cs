namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// Something that its type says all of: the bodies of <see cref="KailleraMessageType.KeepAlive"/> and
/// <see cref="KailleraMessageType.Ready"/>: user.
/// </summary>
public readonly ref struct KailleraBareMessage
{
    /// <summary>Gets the user's name, empty in all that is known. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraBareMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (message.Type is KailleraMessageType.KeepAlive or KailleraMessageType.Ready && reader.TryReadText(out var user))
        {
            content = new KailleraBareMessage { User = user };
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
        return writer.Length;
    }
}
