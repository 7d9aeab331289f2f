namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>
/// A question after the ping, to be answered at once, and its answer: the bodies of <see cref="KailleraMessageType.ServerAck"/> and
/// <see cref="KailleraMessageType.ClientAck"/>: an empty text, then 0, 1, 2 and 3 of 4 bytes each.
/// </summary>
public readonly ref struct KailleraAckMessage
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; }

    /// <summary>Gets 16 bytes: always <see cref="KailleraProtocol.AckValues"/>. They are also written where nothing is set.</summary>
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
            && reader.TryReadText(out var prefix)
            && reader.TryReadBytes(KailleraProtocol.AckValues.Length, out var values)
        )
        {
            content = new KailleraAckMessage { Prefix = prefix, Values = values };
            return true;
        }

        content = default;
        return false;
    }

    /// <summary>Writes the body.</summary>
    /// <param name="body">Where to write.</param>
    /// <returns>The body's length.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="body"/> is too small, or <see cref="Values"/> are neither 16 bytes nor none.
    /// </exception>
    public int Write(Span<byte> body)
    {
        var values = Values.IsEmpty ? KailleraProtocol.AckValues : Values;
        if (values.Length != KailleraProtocol.AckValues.Length)
        {
            throw new ArgumentException($"An ack holds {KailleraProtocol.AckValues.Length} bytes; this has {values.Length}.", nameof(body));
        }

        var writer = new KailleraBodyWriter(body);
        writer.WriteText(Prefix);
        writer.WriteBytes(values);
        return writer.Length;
    }
}
