namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// What a server says to one user: it numbers the messages, sends each with the four before it, and says the latest again when
/// the user repeats himself.
/// </summary>
/// <param name="context">Tells the time.</param>
/// <param name="send">Sends a datagram to the user.</param>
internal sealed class PracticeOutbox(PracticeContext context, Action<byte[]> send)
{
    // Recorded are 3, 6 and 9 messages for the first three repeats in a row; EmuLinkerSF ends at 15.
    private const int ResentPerRepeat = 3;
    private const int MostResent = 15;

    /// <summary>Fifteen parts of a long status have 4,500 bytes, and come in one datagram.</summary>
    private const int MaxDatagramLength = 8_192;

    /// <summary>How many messages wait for a user who is being told a long status before the newest are dropped: 1,024.</summary>
    private const int MostWaiting = 1_024;

    private readonly List<(ushort Number, KailleraMessageType Type, byte[] Body)> _said = []; // oldest first, at most 15
    private readonly Queue<(KailleraMessageType Type, byte[] Body, TimeSpan Pause)> _waiting = [];
    private ushort _nextNumber;
    private TimeSpan _heldUntil;
    private int _repeats;
    private bool _isHurried;

    /// <summary>Gets the time at which the next message that waits is due.</summary>
    public TimeSpan WakeUp => _waiting.Count == 0 ? TimeSpan.MaxValue : _heldUntil;

    /// <summary>Says something, behind all that waits.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="body">Its body.</param>
    /// <param name="pause">How long everything behind it waits.</param>
    public void Say(KailleraMessageType type, byte[] body, TimeSpan pause = default)
    {
        if (_waiting.Count < MostWaiting)
        {
            _waiting.Enqueue((type, body, pause));
        }

        Advance();
    }

    /// <summary>Says what has waited long enough.</summary>
    public void Advance()
    {
        while (_heldUntil <= context.Now && _waiting.TryDequeue(out var next))
        {
            _said.Add((_nextNumber++, next.Type, next.Body));
            if (_said.Count > MostResent)
            {
                _said.RemoveAt(0);
            }

            send(Write(KailleraProtocol.ServerRepeats));
            _heldUntil = _isHurried ? context.Now : context.Now + next.Pause;
        }
    }

    /// <summary>Says all that waits, and from now on everything at once: the user is about to go.</summary>
    public void Hurry()
    {
        _isHurried = true;
        _heldUntil = context.Now;
        Advance();
    }

    /// <summary>Says the latest again, more each time in a row: the user said nothing new, so he may have heard nothing.</summary>
    public void Repeat()
    {
        _repeats = Math.Min(_repeats + 1, MostResent / ResentPerRepeat);
        if (_said.Count > 0)
        {
            send(Write(ResentPerRepeat * _repeats));
        }
    }

    /// <summary>Ends a row of repeats: the user said something new.</summary>
    public void EndRepeats() => _repeats = 0;

    private byte[] Write(int messages)
    {
        var writer = new KailleraDatagramWriter(stackalloc byte[MaxDatagramLength]);
        for (var i = 1; i <= Math.Min(messages, _said.Count) && writer.HasRoomFor(_said[^i].Body.Length); i++)
        {
            writer.Write(_said[^i].Number, _said[^i].Type, _said[^i].Body);
        }

        return writer.Written.ToArray();
    }
}
