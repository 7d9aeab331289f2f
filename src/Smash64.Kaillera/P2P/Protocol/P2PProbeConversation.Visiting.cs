using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <content>What the conversation says once it is seated: its greeting, and EXIT.</content>
public sealed partial class P2PProbeConversation
{
    private static readonly TimeSpan TalkInterval = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan TalkPatience = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan NamesInterval = TimeSpan.FromMilliseconds(100);

    // A host repeats its last three instructions: later echoes would push its names out of them.
    private const int MaxNamesSerial = 3;
    private const int MaxMeasureSerial = MaxNamesSerial + 1;

    // What n02 hosts send; a longer one might not fit behind a long greeting.
    private const int MaxEchoedPing = 128;

    private int _lastLine = -1;

    private void StartTalking(TimeSpan now)
    {
        _said.Add(P2PInstructionType.LoginAccepted, []);
        foreach (var line in _options.Greeting)
        {
            _said.Add(P2PInstructionType.Chat, P2PBodies.Chat(line, GreetingEncoding));
        }

        _lastLine = _said.Add(P2PInstructionType.Ping, P2PPingToken.Make(_said.Total));
        Enter(Phase.Talking, now + TalkPatience);
        _nextStep = now;
    }

    private void ContinueTalking(TimeSpan now)
    {
        // The host's echo comes once for its own PING: a player then sees how far away the opponent was.
        if (_hostPing is { Length: <= MaxEchoedPing } body && !_hostPingEchoed && _said.Total < ExitSerial)
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
        _phaseEnd = Times.Later(_phaseEnd, now + P2PProbeSchedule.ReorderHorizon);
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
        // fresh, finds it 15 ahead and ignores it. What the host is known to have heard need not be said again, and where
        // bytes are counted, nothing long is.
        var writer = new P2PDatagramWriter(buffer);
        writer.Write(ExitSerial, P2PInstructionType.Exit);
        for (var serial = ExitSerial - 1; serial > 0; serial--)
        {
            var isUnheard = serial > _heardSerial && serial < _said.Total;
            var (type, body) = isUnheard ? _said[serial] : (P2PInstructionType.FrameDelay, []);
            if (IsThrifty && body.Length > 0)
            {
                (type, body) = (P2PInstructionType.FrameDelay, []);
            }

            writer.Write((byte)serial, type, body);
        }

        _nextStep = now + P2PProbeSchedule.ExitInterval;
        var length = writer.Written.Length;
        _exits++;
        if (_exits == P2PProbeSchedule.Exits || (_exits >= LeastExits && !CanAfford(length, keptBack: ExitCost)))
        {
            _phase = Phase.Finished;
        }

        return length;
    }
}
