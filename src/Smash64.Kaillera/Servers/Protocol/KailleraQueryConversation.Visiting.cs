using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Servers.Protocol;

/// <content>The login, and what the visitor makes of what he hears.</content>
internal sealed partial class KailleraQueryConversation
{
    // A line whose round trip is not known may be slow: who repeats too early only costs the server a datagram.
    private static readonly TimeSpan PatienceByDefault = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(1_500);

    // Nothing at all came from the login port: a firewall, most probably.
    private static readonly TimeSpan LoginPatience = TimeSpan.FromSeconds(3);

    /// <summary>Servers say something more behind the news of one's coming; EmuLinkerSF leaves 20 ms between two messages.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan SecondOpinion = TimeSpan.FromMilliseconds(100);

    /// <summary>A server that repeats itself goes further back each time; what so many repeats don't bring is lost.</summary>
    private const int MaxRepeatsForGap = 6;

    /// <summary>So many repeats without an answer end the reading.</summary>
    private const int MaxRepeatsInVain = 6;

    // Two texts, the longer one an emulator's name or a farewell, and a few bytes.
    private const int MaxBodyLength = 256;

    private bool _heardAtLoginPort;
    private bool _isMissing;
    private TimeSpan _saidLogin;
    private TimeSpan _lastNews;
    private TimeSpan? _unreachableAt;
    private TimeSpan? _askedAt;
    private int _repeats;
    private bool _repeatBroughtNoNews;

    private bool HasAll => _view.HasStatus && !_inbox.HasGap;

    private TimeSpan Patience =>
        _roundTripTime is { } time
            ? TimeSpan.FromTicks(Math.Clamp(2 * time.Ticks, LeastPatience.Ticks, MostPatience.Ticks))
            : PatienceByDefault;

    // EmuLinkerSF tells everybody of a newcomer when it has told him everything. Servers that don't are heard out by a repeat
    // that brings nothing new.
    private TimeSpan SettleAt =>
        !HasAll ? TimeSpan.MaxValue
        : _view.OwnId is not null ? _lastNews + Linger
        : _repeatBroughtNoNews ? _lastNews + (2 * Linger)
        : TimeSpan.MaxValue;

    private void LogIn(TimeSpan now)
    {
        _phase = Phase.LoggingIn;
        _saidLogin = now;
        _lastNews = now;
        var login = new KailleraLoginMessage
        {
            User = KailleraText.Encode(_userName, KailleraProtocol.MaxUserNameLength, _encoding),
            Emulator = KailleraText.Encode(_options.EmulatorName, KailleraProtocol.MaxEmulatorNameLength, _encoding),
            Connection = _options.Connection,
        };
        Span<byte> body = stackalloc byte[MaxBodyLength];
        Say(KailleraMessageType.Login, body[..login.Write(body)], now);
    }

    private void Acknowledge(TimeSpan now)
    {
        Span<byte> body = stackalloc byte[MaxBodyLength];
        Say(KailleraMessageType.ClientAck, body[..new KailleraAckMessage().Write(body)], now);
    }

    private void Say(KailleraMessageType type, ReadOnlySpan<byte> body, TimeSpan now)
    {
        _outbox.Add(type, body.ToArray());
        _nextSend = now;
        _repeats = 0;
    }

    private int WriteVisit(TimeSpan now, Span<byte> buffer)
    {
        if (now >= SettleAt)
        {
            _isComplete = !_isMissing;
            Conclude(KailleraServerStatus.Open, now);
            return WriteFarewell(now, buffer);
        }

        if (now >= _options.Timeout || IsInVain(now))
        {
            Conclude(_view.HasStatus ? KailleraServerStatus.Open : KailleraServerStatus.LoginUnanswered, now);
            return WriteFarewell(now, buffer);
        }

        if (now < _nextSend)
        {
            return 0;
        }

        if (_inbox.HasGap && _repeats > MaxRepeatsForGap)
        {
            _isMissing = true;
            _inbox.SkipGap();
            Read(now);
            if (_phase is not (Phase.LoggingIn or Phase.Reading))
            {
                return _phase is Phase.Leaving ? WriteFarewell(now, buffer) : 0;
            }
        }

        // A round trip is exact only where the question was asked once.
        _askedAt = _repeats == 0 ? now : null;
        _repeats++;
        _nextSend = now + Patience;
        return _outbox.Write(buffer);
    }

    private bool IsInVain(TimeSpan now) =>
        _heardAtLoginPort ? _view.HasStatus && _repeats > MaxRepeatsInVain : now - _saidLogin >= LoginPatience && now >= _nextSend;

    private void Hear(ReadOnlySpan<byte> datagram, bool isNew, TimeSpan now)
    {
        _heardAtLoginPort = true;
        _unreachableAt = null;
        if (_phase is Phase.Leaving)
        {
            HearWhileLeaving(datagram);
            return;
        }

        if (!isNew)
        {
            _repeatBroughtNoNews |= _repeats > 1 && HasAll;
            return;
        }

        if (_askedAt is { } asked && _phase is Phase.LoggingIn)
        {
            _roundTripTime = Times.Earlier(_roundTripTime ?? TimeSpan.MaxValue, now - asked);
            _askedAt = null;
        }

        _lastNews = now;
        _repeats = _inbox.HasGap ? _repeats : 0;
        _repeatBroughtNoNews = false;
        _nextSend = now + Patience;
        Read(now);
    }

    private void Read(TimeSpan now)
    {
        while (_phase is Phase.LoggingIn or Phase.Reading && _inbox.TryNext(out var type, out var body))
        {
            Read(new KailleraMessage(number: 0, type, body), now);
        }
    }

    private void Read(KailleraMessage message, TimeSpan now)
    {
        switch (message.Type)
        {
            case KailleraMessageType.ServerAck when _outbox.Count < KailleraOutbox.Capacity - 1: // one is left for the farewell
                Acknowledge(now);
                break;
            case KailleraMessageType.Rejected when KailleraNoticeMessage.TryRead(message, out var rejected):
                _rejection = KailleraText.Decode(rejected.Text, _encoding);
                _hasLeft = true;
                Conclude(_view.HasStatus ? KailleraServerStatus.Open : KailleraServerStatus.Rejected, now);
                break;
            case KailleraMessageType.Quit when _view.IsOwnQuit(message): // thrown out
                _hasLeft = true;
                Conclude(_view.HasStatus ? KailleraServerStatus.Open : KailleraServerStatus.LoginUnanswered, now);
                break;
            default:
                _view.Apply(message);
                _phase = _view.HasStatus ? Phase.Reading : _phase;
                break;
        }
    }

    /// <summary>
    /// The login port seems to be gone. That ends the reading, but no farewell: a firewall that limits its patience says the same,
    /// and behind it the visitor would stay listed.
    /// </summary>
    private void LoseLoginPort(TimeSpan now)
    {
        if (_unreachableAt is not { } first)
        {
            _unreachableAt = now;
            _nextSend = Times.Earlier(_nextSend, now + SecondOpinion);
        }
        else if (now - first >= SecondOpinion && _phase is not Phase.Leaving)
        {
            Conclude(_view.HasStatus ? KailleraServerStatus.Open : KailleraServerStatus.LoginUnanswered, now);
        }
    }
}
