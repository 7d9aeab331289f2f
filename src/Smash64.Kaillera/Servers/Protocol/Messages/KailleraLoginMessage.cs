namespace Smash64.Kaillera.Servers.Protocol.Messages;

/// <summary>A client asks to be let in: the body of <see cref="KailleraMessageType.Login"/>: user, emulator, connection 1.</summary>
public readonly ref struct KailleraLoginMessage
{
    /// <summary>Gets the name it wants. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> User { get; init; }

    /// <summary>Gets the emulator's name. Bytes in the server's code page, without the NUL.</summary>
    public ReadOnlySpan<byte> Emulator { get; init; }

    /// <summary>Gets the connection that the user says he has.</summary>
    public KailleraConnection Connection { get; init; }

    /// <summary>Reads the body of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="content">What it says.</param>
    /// <returns>Whether the message is of such a type and its body is whole. Bytes behind the last field are passed over.</returns>
    public static bool TryRead(KailleraMessage message, out KailleraLoginMessage content)
    {
        var reader = new KailleraBodyReader(message.Body);
        if (
            message.Type is KailleraMessageType.Login
            && reader.TryReadText(out var user)
            && reader.TryReadText(out var emulator)
            && reader.TryReadByte(out var connection)
        )
        {
            content = new KailleraLoginMessage
            {
                User = user,
                Emulator = emulator,
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
        writer.WriteText(Emulator);
        writer.WriteByte((byte)Connection);
        return writer.Length;
    }
}
