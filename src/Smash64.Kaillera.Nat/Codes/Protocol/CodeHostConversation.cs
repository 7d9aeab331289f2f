using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Smash64.Kaillera.Nat.Paths;
using Smash64.Kaillera.Nat.Sessions;

namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>The host's side of the rendezvous, in either dialect, with the timing of today's clients.</summary>
/// <param name="rendezvous">The rendezvous. Only what comes from there is believed.</param>
/// <param name="owner">The secret of a claimed code's owner, or <see langword="null"/> for a code of the session's own.</param>
internal sealed class CodeHostConversation(IPEndPoint rendezvous, string? owner) : ISessionConversation<ConnectCodeEvent>
{
    private const int EagerQuestions = 4;
    private const int Farewells = 3;

    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(10);

    private readonly bool _isLocal = PlayerAddress.IsLocal(rendezvous.Address);
    private readonly Punches _punches = new();
    private readonly Queue<(IPEndPoint To, byte[] Datagram)> _outgoing = [];
    private readonly Queue<ConnectCodeEvent> _events = [];
    private State _state = State.Opening;
    private TimeSpan _next;
    private TimeSpan _lastAnswer;
    private int _asked;
    private string? _token;
    private bool _isAskedFor;

    private enum State
    {
        /// <summary>Asking for a session.</summary>
        Opening,

        /// <summary>The rendezvous knows us.</summary>
        Open,

        /// <summary>Telling that the code ends.</summary>
        Closing,

        /// <summary>Nothing to say: somebody plays, or nobody knows the owner.</summary>
        Resting,
    }

    /// <summary>Gets the code to share, or <see langword="null"/> while there is none.</summary>
    public ConnectCode? Code { get; private set; }

    public TimeSpan WakeUp => Times.Earlier(_state == State.Resting ? TimeSpan.MaxValue : _next, _punches.WakeUp);

    public void PeerJoined(TimeSpan now)
    {
        if (_state is State.Opening or State.Open)
        {
            Enter(_token is null ? State.Resting : State.Closing, now);
            EndCode(ConnectCodeEventKind.Closed);
        }
    }

    public void PeerLeft(TimeSpan now)
    {
        if (_state is State.Closing or State.Resting)
        {
            _token = null;
            Enter(State.Opening, now);
        }
    }

    public bool TryReceive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now)
    {
        if (!RendezvousMessage.TryRead(datagram, out var message))
        {
            return false;
        }

        if (sender.Equals(rendezvous))
        {
            Receive(message, now);
        }

        return true; // a punch, or a word of the rendezvous: no game knows it
    }

    public void Advance(TimeSpan now)
    {
        if (_state != State.Resting && now >= _next)
        {
            Ask(now);
        }

        while (_punches.TryTake(now, out var peer))
        {
            // Nobody reads what stands behind the word, and the token is ours alone.
            _outgoing.Enqueue((peer, RendezvousProtocol.Write("PUNCH|0")));
        }
    }

    public void Close()
    {
        if (_token is not null && _state is State.Open or State.Closing)
        {
            Send(Farewell);
            EndCode(ConnectCodeEventKind.Closed);
        }
    }

    public bool TryWrite([NotNullWhen(true)] out IPEndPoint? destination, out ReadOnlyMemory<byte> datagram)
    {
        var isDue = _outgoing.TryDequeue(out var next);
        (destination, datagram) = (next.To, next.Datagram);
        return isDue;
    }

    public bool TryReadEvent([NotNullWhen(true)] out ConnectCodeEvent? happened) => _events.TryDequeue(out happened);

    private string Farewell => owner is null ? $"CLOSE|{_token}" : $"HOSTCLOSE|{owner}";

    private void Send(string text) => _outgoing.Enqueue((rendezvous, RendezvousProtocol.Write(text)));

    private void Enter(State state, TimeSpan now) => (_state, _next, _asked, _lastAnswer) = (state, now, 0, now);

    private void EndCode(ConnectCodeEventKind why)
    {
        if (Code is { } code)
        {
            Code = null;
            _events.Enqueue(new ConnectCodeEvent(why, code));
        }
    }

    private void Ask(TimeSpan now)
    {
        _asked++;
        switch (_state)
        {
            case State.Opening:
                _isAskedFor = true;
                Send(owner is null ? string.Create(CultureInfo.InvariantCulture, $"REG|{Environment.TickCount}") : $"HOSTOPEN|{owner}");
                _next = now + (_asked < EagerQuestions ? Repeat : Keep);
                if (_asked == EagerQuestions)
                {
                    _events.Enqueue(new ConnectCodeEvent(ConnectCodeEventKind.Lost));
                }

                break;
            case State.Open when now - _lastAnswer >= RendezvousProtocol.SilentHostTimeout:
                EndCode(ConnectCodeEventKind.Lost);
                _token = null;
                Enter(State.Opening, now);
                Ask(now);
                break;
            case State.Open:
                Send(owner is null ? $"KEEP|{_token}" : $"HOSTKEEP|{owner}");
                _next = now + Repeat; // until the answer says that this is enough for now
                break;
            default:
                Send(Farewell);
                _next = now + Repeat;
                _state = _asked < Farewells ? _state : State.Resting;
                break;
        }
    }

    private void Receive(RendezvousMessage message, TimeSpan now)
    {
        switch (Encoding.ASCII.GetString(message.Word))
        {
            case "REGOK" when owner is null:
            case "HOSTOK" when owner is not null:
                ReceiveSession(message.Text(2), message.Text(3), message.EndPoint(4), now);
                break;
            case "OK" when _state == State.Open:
                (_lastAnswer, _next) = (now, now + Keep);
                break;
            case "OK" when _state == State.Closing:
                _state = State.Resting;
                break;
            case "ERR":
                ReceiveRefusal(message.Refusal, now);
                break;
            case "PEER" when _state == State.Open && message.Text(2) == _token:
                ReceivePeer(message.EndPoint(3), now);
                break;
            default:
                break;
        }
    }

    private void ReceiveSession(string code, string token, IPEndPoint? seen, TimeSpan now)
    {
        if (token.Length == 0 || seen is null || !ConnectCode.TryParse(code, out var read))
        {
            return;
        }

        if (_state == State.Resting && _isAskedFor)
        {
            // Somebody took the seat while the answer was on its way: a code that nobody hosts must not stay open.
            _isAskedFor = false;
            _token = token;
            Enter(State.Closing, now);
            return;
        }

        if (_state != State.Opening)
        {
            return;
        }

        _isAskedFor = false;
        _token = token;
        Enter(State.Open, now);
        _next = now + Repeat; // the first keep proves to the rendezvous that its answer has reached us
        Code = read;
        _events.Enqueue(new ConnectCodeEvent(ConnectCodeEventKind.Opened, read, seen));
    }

    private void ReceiveRefusal(string word, TimeSpan now)
    {
        switch (_state, word)
        {
            case (State.Open, "NOSESSION" or "NOAUTH"):
                EndCode(ConnectCodeEventKind.Lost);
                _token = null;
                Enter(State.Opening, now);
                break;
            case (State.Opening, "NOSESSION"):
                break; // the late answer to a keep or farewell of the session before, and nothing about the one that is asked for
            case (State.Opening, "NOAUTH"):
                _state = State.Resting;
                _events.Enqueue(new ConnectCodeEvent(ConnectCodeEventKind.Refused, Refusal: word));
                break;
            case (State.Opening, _):
                _next = now + Keep;
                _events.Enqueue(new ConnectCodeEvent(ConnectCodeEventKind.Refused, Refusal: word));
                break;
            case (State.Closing, _):
                _state = State.Resting;
                break;
            default:
                break;
        }
    }

    private void ReceivePeer(IPEndPoint? peer, TimeSpan now)
    {
        if (peer is not null && PlayerAddress.IsFit(peer.Address, _isLocal) && _punches.Begin(peer, now))
        {
            _events.Enqueue(new ConnectCodeEvent(ConnectCodeEventKind.PeerComing, Code, peer));
        }
    }
}
