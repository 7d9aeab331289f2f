using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <content>What the conversation sends, and when.</content>
public sealed partial class P2PProbeConversation
{
    /// <summary>An answer that takes longer than this is not waited for once the caller has given up.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    /// <summary>A host that answers knocks is called busy only if it left so many logins unanswered.</summary>
    private const int MinLoginsForBusy = 3;

    // Where few are sent, all of those that a room reads can be lost.
    private const int MinPlainLoginsForBusy = 5;

    private const int KnockCost = P2PProtocol.HeadersLength + 8;

    // Count byte, then serial, length, type and both names.
    private const int LoginCost = P2PProtocol.HeadersLength + 1 + 3 + P2PProtocol.UserNameSize + P2PProtocol.ClientNameSize;

    // Count byte, then EXIT and its fillers of three bytes each.
    private const int ExitCost = P2PProtocol.HeadersLength + 1 + (3 * ExitSerial);

    // What five EXITs need; who may spend less sends four.
    private const int ComfortableBytes = KnockCost + LoginCost + (P2PProbeSchedule.LeastExits * ExitCost);

    // So that repeated logins don't use up what tells a host that is reached late, or a Kaillera server, from silence.
    private const int SmallTalkCost = 4 * KnockCost;

    private TimeSpan _firstLogin;

    /// <summary>Gets the time at which <see cref="TryWrite"/> wants to be called next, whatever arrives.</summary>
    /// <value><see cref="TimeSpan.MaxValue"/> when the conversation has finished.</value>
    public TimeSpan WakeUp =>
        _phase switch
        {
            Phase.Finished => TimeSpan.MaxValue,
            Phase.Asking => Times.Earliest(Times.Earlier(_phaseEnd, NextKnock), NextDoorbell, NextAnyLogin),
            _ => Times.Earlier(_phaseEnd, _nextStep),
        };

    private bool IsThrifty => _options.MaxBytes > 0;

    // Hosts that answer knocks read UTF-8; those of the first generation have their Windows' code page.
    private Encoding WritingEncoding => _knockAnswered ? KailleraText.InUtf8(_encoding) : _encoding;

    // A greeting that is too long in UTF-8 is short enough in its code page: that was checked.
    private Encoding GreetingEncoding =>
        _options.Greeting.Any(line => WritingEncoding.GetByteCount(line) > P2PProtocol.MaxChatLength)
        || _options.Greeting.Sum(line => WritingEncoding.GetByteCount(line)) > P2PProtocol.MaxGreetingLength
            ? _encoding
            : WritingEncoding;

    private int LeastExits => P2PProbeSchedule.LeastExits - (_options.MaxBytes < ComfortableBytes ? 1 : 0);

    private int LeavingCost => LeastExits * ExitCost;

    private TimeSpan NextKnock =>
        _knockAnswered ? TimeSpan.MaxValue : Times.Earlier(_knockAgainAt ?? TimeSpan.MaxValue, P2PProbeSchedule.KnockAt(_knocks));

    private TimeSpan NextAnyLogin => Times.Earlier(NextLogin, _plainLoginAt ?? TimeSpan.MaxValue);

    private TimeSpan NextLogin => P2PProbeSchedule.LoginAt(_loginsDue, _options.Mode, _options.Timeout);

    // Only where nothing at all was heard, and a knock-only probe sends knocks only.
    private TimeSpan NextDoorbell =>
        DatagramsReceived > 0 || _options.Mode == P2PProbeMode.Knock ? TimeSpan.MaxValue : P2PProbeSchedule.DoorbellAt(_doorbells);

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
        if (length > 0)
        {
            DatagramsSent++;
            BytesSent += length + P2PProtocol.HeadersLength;
        }

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

        if (now >= NextLogin)
        {
            var pings = 0;
            while (NextLogin <= now)
            {
                pings = IsThrifty ? P2PProbeSchedule.ThriftyPingsOf(_loginsDue, _knockAnswered) : P2PProbeSchedule.PingsOf(_loginsDue);
                _loginsDue++;
            }

            // A host that answers knocks may be a room, and a room reads the first instruction only.
            _plainLoginAt = _knockAnswered && pings > 0 && !IsThrifty ? now + P2PProbeSchedule.PlainLoginDelay : null;
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

            return Write(Doorbell, buffer);
        }

        return 0;
    }

    private P2PProbeStatus StatusOfSilence() =>
        this switch
        {
            { _isRefused: true } => P2PProbeStatus.Full,
            { _knockAnswered: true } when (IsThrifty ? _plainLogins >= MinPlainLoginsForBusy : _logins >= MinLoginsForBusy) =>
                P2PProbeStatus.Busy,
            { _knockAnswered: true } => P2PProbeStatus.Responding,
            { DatagramsReceived: > 0 } => P2PProbeStatus.NotAP2PHost,
            { _unreachableAt: not null } => P2PProbeStatus.PortClosed,
            _ => P2PProbeStatus.NoResponse,
        };

    private int WriteKnock(TimeSpan now, Span<byte> buffer)
    {
        var length = Write(P2PProtocol.Knock, buffer);
        if (length > 0)
        {
            _roundTrips.Knocked(now);
        }

        return length;
    }

    private int Write(ReadOnlySpan<byte> frame, Span<byte> buffer)
    {
        var keptBack =
            _options.Mode == P2PProbeMode.Knock ? 0
            : _logins > 0 ? LeavingCost
            : LoginCost + LeavingCost;
        if (!CanAfford(frame.Length, keptBack))
        {
            return 0;
        }

        frame.CopyTo(buffer);
        return frame.Length;
    }

    private bool CanAfford(int length, int keptBack) =>
        _options.MaxBytes == 0 || BytesSent + length + P2PProtocol.HeadersLength + keptBack <= _options.MaxBytes;

    private int WriteLogin(int pings, TimeSpan now, Span<byte> buffer)
    {
        if (_said.Total == 0)
        {
            _firstLogin = now;
            _said.Add(P2PInstructionType.LoginRequest, P2PBodies.Names(_options.UserName, _options.ClientName, WritingEncoding));
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
        var length = _said.Write(buffer, newest, oldest: 0);
        if (!CanAfford(length, LeavingCost + (_logins > 1 && DatagramsReceived == 0 ? SmallTalkCost : 0)))
        {
            return 0;
        }

        _logins++;
        _plainLogins += newest == 0 ? 1 : 0;
        _lastLogin = now;
        _roundTrips.Asked(newest, now);
        return length;
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
}
