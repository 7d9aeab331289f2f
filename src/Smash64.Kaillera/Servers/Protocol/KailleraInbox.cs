namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// Puts the messages of a server into the order of their numbers, each once, whatever the line did to the datagrams. What comes
/// too early is kept until the rest is there.
/// </summary>
internal sealed class KailleraInbox
{
    /// <summary>How far ahead of the next message another one is kept; what is further ahead is noise.</summary>
    private const int Window = 256;

    /// <summary>How many bytes are kept at the most, whoever sends them.</summary>
    private const int MaxKeptBytes = 64 * 1_024;

    private readonly Dictionary<ushort, (KailleraMessageType Type, byte[] Body)> _kept = [];

    private ushort _next;
    private int _keptBytes;

    /// <summary>Gets a value indicating whether later messages are there than the next one.</summary>
    public bool HasGap => _kept.Count > 0 && !_kept.ContainsKey(_next);

    /// <summary>Takes the messages of a datagram that are new.</summary>
    /// <param name="datagram">The payload as it came.</param>
    /// <param name="isNew">Whether it held a message that had not come before.</param>
    /// <returns>Whether it is a list of messages at all.</returns>
    public bool Take(ReadOnlySpan<byte> datagram, out bool isNew)
    {
        isNew = false;
        if (!KailleraDatagramReader.TryCreate(datagram, out var reader))
        {
            return false;
        }

        while (reader.TryRead(out var message))
        {
            // Numbers wrap, so what lies behind is far ahead.
            var ahead = (ushort)(message.Number - _next);
            if (ahead < Window && _keptBytes + message.Body.Length <= MaxKeptBytes && !_kept.ContainsKey(message.Number))
            {
                _kept.Add(message.Number, (message.Type, message.Body.ToArray()));
                _keptBytes += message.Body.Length;
                isNew = true;
            }
        }

        return true;
    }

    /// <summary>Takes out the next message, if it is there.</summary>
    public bool TryNext(out KailleraMessageType type, out byte[] body)
    {
        if (!_kept.Remove(_next, out var next))
        {
            (type, body) = (KailleraMessageType.Unknown, []);
            return false;
        }

        (type, body) = next;
        _keptBytes -= body.Length;
        _next++;
        return true;
    }

    /// <summary>Gives up the messages that are missing before those that are there.</summary>
    public void SkipGap()
    {
        while (HasGap)
        {
            _next++;
        }
    }
}
