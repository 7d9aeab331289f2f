namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// A line of text: the bodies of <see cref="KailleraMessageType.GlobalChat"/>, <see cref="KailleraMessageType.GameChat"/>
/// and <see cref="KailleraMessageType.Information"/>: user, text.
/// </summary>
public readonly ref struct KailleraTextMessage
{
    /// <summary>
    /// Gets the name of who says it, empty from a client, <c>server</c> in the server's own lines. Bytes in the server's code
    /// page, without the NUL.
    /// </summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets the line. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraTextMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.GlobalChat or KailleraMessageType.GameChat or KailleraMessageType.Information
            && reader.TryReadText(out var user)
            && reader.TryReadText(out var text)
        )
        {
            content = new KailleraTextMessage { User = user, Text = text };
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
        writer.WriteText(Text);
        return writer.Length;
    }
}
