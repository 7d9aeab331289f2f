namespace Smash64.Kaillera.P2P.Protocol;

/// <content>What the conversation sends, and when.</content>
public sealed partial class P2PProbeConversation
{
    /// <summary>An answer that takes longer than this is not waited for once the caller has given up.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    /// <summary>How long a room of the third generation tries to reach a newcomer before it throws him out.</summary>
    private static readonly TimeSpan RoomPatience = TimeSpan.FromSeconds(1.2);

    private static readonly TimeSpan TalkInterval = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan TalkPatience = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan NamesInterval = TimeSpan.FromMilliseconds(100);

    // A host repeats its last three instructions: later echoes would push its names out of them.
    private const int MaxNamesSerial = MaxUnheardSerial;
    private const int MaxMeasureSerial = MaxNamesSerial + 1;

    // The frame number in a chat line means nothing in a lobby; n02 writes its frame delay there.
    private const int ChatFrame = 5;

    private TimeSpan _firstLogin;
    private int _lastLine = -1;

    /// <summary>Gets the time at which <see cref="TryWrite"/> wants to be called next, whatever arrives.</summary>
    /// <value><see cref="TimeSpan.MaxValue"/> when the conversation has finished.</value>
    public TimeSpan WakeUp =>
        _phase switch
        {
            Phase.Finished => TimeSpan.MaxValue,
            Phase.Asking => Least(_phaseEnd, Least(Least(NextKnock, NextDoorbell), Least(NextAsk, _plainLoginAt ?? TimeSpan.MaxValue))),
            _ => Least(_phaseEnd, _nextStep),
        };

    private TimeSpan NextKnock =>
        _knockAnswered ? TimeSpan.MaxValue : Least(_knockAgainAt ?? TimeSpan.MaxValue, P2PProbeSchedule.KnockAt(_knocks));

    private TimeSpan NextAsk => P2PProbeSchedule.AskAt(_asks, _options.Mode, _options.Timeout);

    // Only where nothing at all was heard, and a knock-only probe sends knocks only.
    private TimeSpan NextDoorbell =>
        DatagramsReceived > 0 || _options.Mode == P2PProbeMode.Knock
            ? TimeSpan.MaxValue
            : P2PProbeSchedule.DoorbellAt(_doorbells);

    // The harmless health check of a Kaillera server. Hosts drop it: its first byte is no count they take.
    private static ReadOnlySpan<byte> Doorbell => "PING\0"u8;

    /// <summary>Does what is due, and writes the next datagram to send if there is one.</summary>
    /// <param name="now">The time.</param>
    /// <param name="buffer">Where to write: at least <see cref="P2PProtocol.MaxDatagramLength"/> bytes.</param>
    /// <param name="length">The datagram's length.</param>
    /// <returns>Whether a datagram is to be sent; if so, call again.</returns>
    /// <exception cref="ArgumentException"><paramref name="buffer"/> is too small.</exception>
    public bool TryWrite(TimeSpan now, Span<byte> buffer, out int length)
    {
        if (buffer.Length < P2PProtocol.MaxDatagramLength)
        {
            throw new ArgumentException($"The buffer needs {P2PProtocol.MaxDatagramLength} bytes; it has {buffer.Length}.", nameof(buffer));
        }

        length = _phase switch
        {
            Phase.Asking => WriteQuestion(now, buffer),
            Phase.Measuring => WriteMeasure(now, buffer),
            Phase.Talking => WriteGreeting(now, buffer),
            Phase.Settling => WriteWhileSettling(now, buffer),
            Phase.Leaving => WriteExit(now, buffer),
            Phase.Lingering when now >= _phaseEnd => Finish(),
            _ => 0,
        };
        DatagramsSent += length > 0 ? 1 : 0;
        return length > 0;
    }

    private int Finish()
    {
        _phase = Phase.Finished;
        return 0;
    }

    private int WriteQuestion(TimeSpan now, Span<byte> buffer)
    {
        if (now >= _phaseEnd)
        {
            Conclude(StatusOfSilence(), now, Phase.Finished);
            return 0;
        }

        if (now >= NextKnock)
        {
            _knockAgainAt = now >= _knockAgainAt ? null : _knockAgainAt;

            // A runner that comes late sends each question once, not all that it missed.
            while (P2PProbeSchedule.KnockAt(_knocks) <= now)
            {
                _knocks++;
            }

            return WriteKnock(now, buffer);
        }

        if (now >= NextAsk)
        {
            var pings = 0;
            while (NextAsk <= now)
            {
                pings = P2PProbeSchedule.PingsOf(_asks++);
            }

            // A host that answers knocks may be a room, and a room reads the first instruction only.
            _plainLoginAt = _knockAnswered && pings > 0 ? now + P2PProbeSchedule.PlainLoginDelay : null;
            return WriteLogin(pings, now, buffer);
        }

        if (now >= _plainLoginAt)
        {
            _plainLoginAt = null;
            return WriteLogin(pings: 0, now, buffer);
        }

        if (now >= NextDoorbell)
        {
            while (P2PProbeSchedule.DoorbellAt(_doorbells) <= now)
            {
                _doorbells++;
            }

            Doorbell.CopyTo(buffer);
            return Doorbell.Length;
        }

        return 0;
    }

    private P2PProbeStatus StatusOfSilence() =>
        this switch
        {
            { _refusedAt: not null } => P2PProbeStatus.Full,
            { _knockAnswered: true, _logins: >= MaxUnheardSerial } => P2PProbeStatus.Busy,
            { _knockAnswered: true } => P2PProbeStatus.Responding,
            { DatagramsReceived: > 0 } => P2PProbeStatus.NotAP2PHost,
            { _unreachableAt: not null } => P2PProbeStatus.PortClosed,
            _ => P2PProbeStatus.NoResponse,
        };

    private int WriteKnock(TimeSpan now, Span<byte> buffer)
    {
        _roundTrips.Knocked(now);
        P2PProtocol.Knock.CopyTo(buffer);
        return P2PProtocol.Knock.Length;
    }

    private int WriteLogin(int pings, TimeSpan now, Span<byte> buffer)
    {
        if (_said.Total == 0)
        {
            _firstLogin = now;
            _said.Add(P2PInstructionType.LoginRequest, P2PBodies.Names(_options.UserName, _options.ClientName, _encoding));
        }

        while (_said.Total <= pings)
        {
            _said.Add(P2PInstructionType.Ping, P2PPingToken.Make(_said.Total));
        }

        return WriteSaid(pings == 0 ? 0 : _said.Total - 1, now, buffer);
    }

    // Always back to the login: whoever is fresh finds no gap, and for everyone else the window says what is old.
    private int WriteSaid(int newest, TimeSpan now, Span<byte> buffer)
    {
        _logins++;
        _lastLogin = now;
        _roundTrips.Asked(newest, oldestSerial: 0, now);
        return _said.Write(buffer, newest, oldest: 0);
    }

    private int WriteMeasure(TimeSpan now, Span<byte> buffer)
    {
        if (now >= _phaseEnd)
        {
            return Finish();
        }

        if (now < _nextStep)
        {
            return 0;
        }

        _nextStep = _phaseEnd;
        return WriteKnock(now, buffer);
    }

    private void StartTalking(TimeSpan now)
    {
        _said.Add(P2PInstructionType.LoginAccepted, []);
        foreach (var line in _options.Greeting)
        {
            _said.Add(P2PInstructionType.Chat, P2PBodies.Chat(ChatFrame, line, _encoding));
        }

        _lastLine = _said.Add(P2PInstructionType.Ping, P2PPingToken.Make(_said.Total));
        Enter(Phase.Talking, now + TalkPatience);
        _nextStep = now;
    }

    private void ContinueTalking(TimeSpan now)
    {
        // The host's echo comes once for its own PING: a player then sees how far away the opponent was.
        if (_hostPing is { } body && !_hostPingEchoed && _said.Total < ExitSerial)
        {
            _hostPingEchoed = true;
            _said.Add(P2PInstructionType.PingEcho, body);
            _nextStep = now;
        }

        _greetingDelivered |= _heardSerial >= _lastLine;
        if (_greetingDelivered && _nextStep > now)
        {
            Settle(now);
        }
    }

    private int WriteGreeting(TimeSpan now, Span<byte> buffer)
    {
        if (now >= _phaseEnd)
        {
            Settle(now);
            return WriteWhileSettling(now, buffer);
        }

        if (now < _nextStep)
        {
            return 0;
        }

        _nextStep = now + TalkInterval;
        var length = WriteSaid(_said.Total - 1, now, buffer);
        if (_greetingDelivered)
        {
            Settle(now);
        }

        return length;
    }

    private int WriteWhileSettling(TimeSpan now, Span<byte> buffer)
    {
        if (now >= _phaseEnd)
        {
            Enter(Phase.Leaving, TimeSpan.MaxValue);
            _nextStep = now;
            return WriteExit(now, buffer);
        }

        if (now < _nextStep)
        {
            return 0;
        }

        // One PING more makes the host repeat its names, and its echo gives an exact round-trip time.
        var newest = _hostName is null ? MaxNamesSerial : MaxMeasureSerial;
        if (_isStopped || (_hostName is not null && _roundTrips.IsExact) || _said.Total > newest)
        {
            _nextStep = _phaseEnd;
            return 0;
        }

        _said.Add(P2PInstructionType.Ping, P2PPingToken.Make(_said.Total));
        var length = WriteSaid(_said.Total - 1, now, buffer);
        _phaseEnd = Later(_phaseEnd, now + P2PProbeSchedule.ReorderHorizon);
        _nextStep = _hostName is null ? now + NamesInterval : _phaseEnd;
        return length;
    }

    private int WriteExit(TimeSpan now, Span<byte> buffer)
    {
        if (now < _nextStep)
        {
            return 0;
        }

        // EXIT has serial 14 exactly. A host that took anything from 0 to 13 takes it; one that has left it already is
        // fresh, finds it 15 ahead and ignores it. What the host is known to have heard need not be said again.
        var writer = new P2PDatagramWriter(buffer);
        writer.Write(ExitSerial, P2PInstructionType.Exit);
        for (var serial = ExitSerial - 1; serial > 0; serial--)
        {
            var isUnheard = serial > _heardSerial && serial < _said.Total;
            var (type, body) = isUnheard ? _said[serial] : (P2PInstructionType.FrameDelay, []);
            writer.Write((byte)serial, type, body);
        }

        _nextStep = now + P2PProbeSchedule.ExitInterval;
        if (++_exits == P2PProbeSchedule.Exits)
        {
            _phase = Phase.Finished;
        }

        return writer.Written.Length;
    }
}
