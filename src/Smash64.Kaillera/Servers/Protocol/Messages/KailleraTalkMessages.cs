namespace Smash64.Kaillera.Servers.Protocol.Messages;

// The bodies of the messages, as one table: a message is read in the order of its properties, and written in the order that its
// last line names. Texts are bytes in the server's code page with a NUL behind them; numbers are little-endian, 4, 2 or 1 bytes.
// docs/kaillera-protocol.md tells what each is for.

/// <summary><see cref="KailleraMessageType.GameData"/>: input of the players.</summary>
internal readonly ref struct KailleraGameDataMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; } = body.Text();

    /// <summary>Gets the input: 0 to 65,535 bytes that only emulators understand.</summary>
    public ReadOnlySpan<byte> Data { get; init; } = body.Bytes(body.UInt16());

    public static bool TryRead(KailleraMessage message, out KailleraGameDataMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.GameData);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target)
    {
        if (Data.Length > ushort.MaxValue)
        {
            throw new ArgumentException($"Input has at most {ushort.MaxValue} bytes; this has {Data.Length}.", nameof(target));
        }

        return new KailleraBodyWriter(target).Text(Prefix).UInt16((ushort)Data.Length).Bytes(Data).Length;
    }
}

/// <summary><see cref="KailleraMessageType.CachedGameData"/> and <see cref="KailleraMessageType.Drop"/>: a small number.</summary>
internal readonly ref struct KailleraSlotMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets the user's name, empty from a client.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    /// <summary>Gets which of the latest 256 inputs comes again, from 0; or which player drops out.</summary>
    public byte Slot { get; init; } = body.Byte();

    public static bool TryRead(KailleraMessage message, out KailleraSlotMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.CachedGameData or KailleraMessageType.Drop);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(User).Byte(Slot).Length;
}

/// <summary><see cref="KailleraMessageType.GlobalChat"/>, <see cref="KailleraMessageType.GameChat"/> and <see cref="KailleraMessageType.Information"/>: a line of text.</summary>
internal readonly ref struct KailleraTextMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets who says it; empty from a client, <c>server</c> in the server's own lines.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    public ReadOnlySpan<byte> Text { get; init; } = body.Text();

    public static bool TryRead(KailleraMessage message, out KailleraTextMessage content)
    {
        var body = new KailleraBodyReader(
            message,
            message.Type is KailleraMessageType.GlobalChat or KailleraMessageType.GameChat or KailleraMessageType.Information
        );
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(User).Text(Text).Length;
}

/// <summary><see cref="KailleraMessageType.ServerAck"/> and <see cref="KailleraMessageType.ClientAck"/>: a question behind the ping, to be answered at once, and its answer.</summary>
internal readonly ref struct KailleraAckMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets an empty text.</summary>
    public ReadOnlySpan<byte> Prefix { get; init; } = body.Text();

    /// <summary>Gets 16 bytes: always <see cref="KailleraProtocol.AckValues"/>. They are also written where nothing is set.</summary>
    public ReadOnlySpan<byte> Values { get; init; } = body.Bytes(KailleraProtocol.AckValues.Length);

    public static bool TryRead(KailleraMessage message, out KailleraAckMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.ServerAck or KailleraMessageType.ClientAck);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target)
    {
        var values = Values.IsEmpty ? KailleraProtocol.AckValues : Values;
        if (values.Length != KailleraProtocol.AckValues.Length)
        {
            throw new ArgumentException(
                $"An ack holds {KailleraProtocol.AckValues.Length} bytes; this has {values.Length}.",
                nameof(target)
            );
        }

        return new KailleraBodyWriter(target).Text(Prefix).Bytes(values).Length;
    }
}

/// <summary><see cref="KailleraMessageType.KeepAlive"/> and <see cref="KailleraMessageType.Ready"/>: their type says all.</summary>
internal readonly ref struct KailleraBareMessage(scoped ref KailleraBodyReader body)
{
    /// <summary>Gets the user's name, empty in all that is known.</summary>
    public ReadOnlySpan<byte> User { get; init; } = body.Text();

    public static bool TryRead(KailleraMessage message, out KailleraBareMessage content)
    {
        var body = new KailleraBodyReader(message, message.Type is KailleraMessageType.KeepAlive or KailleraMessageType.Ready);
        content = new(ref body);
        content = body.IsWhole ? content : default;
        return body.IsWhole;
    }

    public int Write(Span<byte> target) => new KailleraBodyWriter(target).Text(User).Length;
}
