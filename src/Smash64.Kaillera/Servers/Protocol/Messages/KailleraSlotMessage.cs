namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// A small number: the bodies of <see cref="KailleraMessageType.CachedGameData"/> and
/// <see cref="KailleraMessageType.Drop"/>: user, slot or player 1.
/// </summary>
public readonly ref struct KailleraSlotMessage
{
    /// <summary>Gets the user's name, empty from a client. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets which of the latest 256 inputs, from 0; or which player drops out.</summary>
    public byte Slot { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraSlotMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.CachedGameData or KailleraMessageType.Drop
            && reader.TryReadText(out var user)
            && reader.TryReadByte(out var slot)
        )
        {
            content = new KailleraSlotMessage { User = user, Slot = slot };
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
        writer.WriteByte(Slot);
        return writer.Length;
    }
}
