namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// Something to answer at once: the bodies of <see cref="KailleraMessageType.ServerAck"/> and
/// <see cref="KailleraMessageType.ClientAck"/>: an empty text, then 0, 1, 2 and 3 of 4 bytes each.
/// </summary>
public readonly ref struct KailleraAckMessage
{
    private const int ValuesLength = 4 * sizeof(uint);

    /// <summary>Gets the one that servers and clients send.</summary>
    public static KailleraAckMessage Usual => new() { Values = [0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0] };

    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets 16 bytes that are always the same.</summary>
    public ReadOnlySpan<byte> Values { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraAckMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.ServerAck or KailleraMessageType.ClientAck
            && reader.TryReadText(out var user)
            && reader.TryReadBytes(ValuesLength, out var values)
        )
        {
            content = new KailleraAckMessage { User = user, Values = values };
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
        writer.WriteBytes(Values);
        return writer.Length;
    }
}
