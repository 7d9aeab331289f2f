using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <content>What the conversation makes of what it hears.</content>
public sealed partial class P2PProbeConversation
{
    /// <summary>Takes a datagram from the host's address. No byte in it can make this throw.</summary>
    /// <param name="datagram">The payload.</param>
    /// <param name="now">The time it came.</param>
    public void Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (IsFinished)
        {
            return;
        }

        DatagramsReceived++;
        var answer = P2PAnswer.Read(datagram, _encoding);
        switch (answer.From)
        {
            case P2PAnswer.Source.KnockedHost:
                ReceiveKnockReply(now);
                break;
            case P2PAnswer.Source.SeatedHost:
                ReceiveSeat(answer, now);
                break;
            case P2PAnswer.Source.RefusingHost:
                ReceiveRefusal(now);
                break;
            case P2PAnswer.Source.KailleraServer when _phase == Phase.Asking && !_knockAnswered:
                _isServer = true;
                Conclude(P2PProbeStatus.NotAP2PHost, now, Phase.Finished);
                break;
            default:
                break;
        }
    }

    /// <summary>Takes the news that the other machine has nothing listening on the port.</summary>
    /// <param name="now">The time the news came.</param>
    public void PortUnreachable(TimeSpan now)
    {
        if (_phase is Phase.Lingering)
        {
            _phase = Phase.Finished;
        }
        else if (_phase is not Phase.Asking || _knockAnswered)
        {
            // A host that answered and then reopens its socket.
        }
        else if (_unreachableAt is not { } first)
        {
            _unreachableAt = now;
            _knockAgainAt = now + P2PProbeSchedule.SecondOpinion;
        }
        else if (now - first >= P2PProbeSchedule.SecondOpinion)
        {
            Conclude(P2PProbeStatus.PortClosed, now, Phase.Finished);
        }
    }

    private void ReceiveKnockReply(TimeSpan now)
    {
        var isFirst = !_knockAnswered;
        _knockAnswered = true;
        if (_phase is Phase.Asking && isFirst)
        {
            _roundTrips.KnockAnswered(now);
            if (_logins > 0 || _options.Mode == P2PProbeMode.Identify)
            {
                return; // The answer to the login tells more, and whether there is a seat to give back.
            }

            Conclude(P2PProbeStatus.Responding, now, Phase.Finished);
            if (!_roundTrips.IsExact)
            {
                Enter(Phase.Measuring, Times.Earlier(_options.Timeout, now + _roundTrips.Best!.Value + P2PProbeSchedule.SecondOpinion));
                _nextStep = now;
            }
        }
        else if (_phase is Phase.Measuring && _nextStep > now)
        {
            _roundTrips.KnockAnswered(now);
            _phase = Phase.Finished;
        }
    }

    private void ReceiveSeat(P2PAnswer answer, TimeSpan now)
    {
        if (_logins == 0)
        {
            return; // Nothing was asked that this could answer: a host answers a login, or another program babbles.
        }

        // An echo of what was never said is nobody's confirmation.
        var heard = answer.Echoed is { } echoed && echoed < _said.Total ? echoed : 0;
        _roundTrips.Answered(heard, now);
        _heardSerial = Math.Max(_heardSerial, heard);
        _hostName ??= answer.HostName;
        _game ??= answer.Game;
        _isRoom |= answer.IsRoom;
        _hostPing ??= answer.Ping;
        IsSeated = true;
        switch (_phase)
        {
            case Phase.Asking:
                Conclude(P2PProbeStatus.Responding, now, Phase.Settling);
                SettleOrTalk(now);
                break;
            case Phase.Lingering:
                Settle(now);
                break;
            case Phase.Talking:
                ContinueTalking(now);
                break;
            case Phase.Settling when answer.HostName is not null:
                SettleOrTalk(now);
                break;
            default:
                break;
        }
    }

    private void ReceiveRefusal(TimeSpan now)
    {
        if (_logins == 0)
        {
            return;
        }

        if (IsSeated)
        {
            if (_isRoom && _phase is Phase.Talking or Phase.Settling or Phase.Leaving)
            {
                _phase = Phase.Finished; // A room throws out by itself whom it can't reach: there is no seat left to give back.
            }
        }
        else if (_phase is Phase.Lingering)
        {
            _phase = Phase.Finished;
        }
        else if (_phase is Phase.Asking)
        {
            _isRefused = true;
            _roundTrips.Answered(0, now);
            if (now < _firstLogin + P2PProtocol.RoomPatience)
            {
                Conclude(P2PProbeStatus.Full, now, Phase.Finished);
            }

            // Later on it can be either: a full room, or one whose acceptance was lost and whose patience has ended. The
            // next login tells: a room with a free place accepts it.
        }
    }
}
