namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// What a visitor has said, all of it. It is little, so every datagram repeats it as a whole: then whatever arrives is enough, and
/// the server never misses anything in between.
/// </summary>
internal sealed class KailleraOutbox
{
    /// <summary>The most messages it holds: 14. The original client's longest datagram that a server was seen to take held 13.</summary>
    public const int Capacity = 14;

    private readonly List<(KailleraMessageType Type, byte[] Body)> _messages = new(Capacity);

    /// <summary>Gets how many messages were added; the next one's number.</summary>
    public int Count => _messages.Count;

    /// <summary>Adds a message.</summary>
    public void Add(KailleraMessageType type, byte[] body) => _messages.Add((type, body));

    /// <summary>Writes all messages, newest first, and returns the datagram's length.</summary>
    public int Write(Span<byte> buffer)
    {
        var writer = new KailleraDatagramWriter(buffer);
        for (var number = _messages.Count - 1; number >= 0; number--)
        {
            var (type, body) = _messages[number];
            writer.Write((ushort)number, type, body);
        }

        return writer.Written.Length;
    }
}
