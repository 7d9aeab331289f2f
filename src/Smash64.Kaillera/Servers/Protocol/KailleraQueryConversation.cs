using System.Net;
using System.Security.Cryptography;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>
/// A visit to a Kaillera server: hello at the doorway, login at the port that is named there, reading who and what is there, and
/// leaving, which is repeated until the server confirms it.
/// </summary>
/// <remarks>
/// <para>All that is said fits into one datagram, and each datagram says it all. A server that gets the same once more takes that for
/// a sign of loss and repeats its own latest messages, further back each time: so a silence that lasts too long is answered by the
/// last datagram again, and heals losses in both directions.</para>
/// <para>Whoever has said the login says a farewell, whatever was heard: a server may have heard it and its answer been lost.</para>
/// </remarks>
internal sealed partial class KailleraQueryConversation : IRoamingConversation, IVisitConversation
{
    private readonly KailleraQueryOptions _options;
    private readonly Encoding _encoding;
    private readonly string _userName;
    private readonly int _doorwayPort;
    private readonly KailleraDoorwayConversation _doorway;
    private readonly KailleraOutbox _outbox = new();
    private readonly KailleraInbox _inbox = new();
    private readonly KailleraServerView _view;

    private Phase _phase = Phase.Doorway;
    private KailleraServerStatus _status;
    private string? _rejection;
    private TimeSpan _elapsed;
    private TimeSpan _nextSend;
    private TimeSpan? _roundTripTime;
    private bool _isComplete;
    private bool _hasLeft;
    private int _sent;
    private int _received;

    /// <param name="options">Settings that were checked.</param>
    /// <param name="doorwayPort">The port of the server's doorway.</param>
    public KailleraQueryConversation(KailleraQueryOptions options, int doorwayPort)
    {
        _options = options;
        _encoding = KailleraText.MakeTolerant(options.Encoding);
        _userName = options.UserName ?? $"Status check {RandomNumberGenerator.GetInt32(1_000, 10_000)}";
        _doorway = new KailleraDoorwayConversation(options.Timeout);
        _doorwayPort = doorwayPort;
        RemotePort = doorwayPort;
        var name = KailleraText.Encode(_userName, KailleraProtocol.MaxUserNameLength, _encoding);
        _view = new KailleraServerView(_encoding, name);
    }

    private enum Phase
    {
        Doorway,
        LoggingIn,
        Reading,
        Leaving,
        Finished,
    }

    public int RemotePort { get; private set; }

    public bool IsFinished => _phase is Phase.Finished;

    public TimeSpan Pause => _doorway.Pause;

    // The result tells whether the server confirmed the farewell.
    public bool IsDecided => IsFinished;

    /// <summary>Gets a value indicating whether the server has answered the login, and not yet confirmed the farewell.</summary>
    public bool IsSeated => _heardAtLoginPort && !_hasLeft;

    /// <summary>Gets how many datagrams were written.</summary>
    public int DatagramsSent => _sent + _doorway.DatagramsSent;

    /// <summary>Gets how many datagrams were received, of whatever kind.</summary>
    public int DatagramsReceived => _received + _doorway.DatagramsReceived;

    public TimeSpan WakeUp =>
        _phase switch
        {
            Phase.Finished => TimeSpan.MaxValue,
            Phase.Doorway => _doorway.WakeUp,
            Phase.Leaving => _nextSend,
            _ => Times.Earliest(_options.Timeout, _nextSend, SettleAt),
        };

    /// <remarks>The buffer needs <see cref="KailleraProtocol.MaxDatagramLength"/> bytes.</remarks>
    /// <inheritdoc/>
    public bool TryWrite(TimeSpan now, Span<byte> buffer, out int length)
    {
        if (_phase is Phase.Doorway)
        {
            if (_doorway.TryWrite(now, buffer, out length))
            {
                return true;
            }

            LeaveDoorway(now);
        }

        length = _phase switch
        {
            Phase.LoggingIn or Phase.Reading => WriteVisit(now, buffer),
            Phase.Leaving => WriteFarewell(now, buffer),
            _ => 0,
        };
        _sent += length > 0 ? 1 : 0;
        return length > 0;
    }

    public void Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        switch (_phase)
        {
            case Phase.Finished:
                break;
            case Phase.Doorway:
                _doorway.Receive(datagram, now);
                LeaveDoorway(now);
                break;
            default:
                _received++;
                if (_inbox.Take(datagram, out var isNew))
                {
                    Hear(datagram, isNew, now);
                }

                break;
        }
    }

    public void PortUnreachable(TimeSpan now)
    {
        if (_phase is Phase.Doorway)
        {
            _doorway.PortUnreachable(now);
            LeaveDoorway(now);
        }
        else if (_phase is not Phase.Finished)
        {
            LoseLoginPort(now);
        }
    }

    public void Stop(TimeSpan now)
    {
        if (_phase is Phase.Doorway)
        {
            _doorway.Stop(now);
            _phase = Phase.Finished;
        }
        else if (_phase is Phase.LoggingIn or Phase.Reading)
        {
            Conclude(KailleraServerStatus.Unknown, now);
        }
    }

    public KailleraServerInfo ToResult(IPEndPoint server) =>
        new(server, _status)
        {
            Users = _status is KailleraServerStatus.Open ? _view.Users : [],
            Games = _status is KailleraServerStatus.Open ? _view.Games : [],
            Announcements = _view.Announcements,
            Rejection = _rejection,
            IsComplete = _isComplete,
            HasLeft = _hasLeft || _outbox.Count == 0,
            UserName = _outbox.Count > 0 ? KailleraText.Clean(_userName) : null,
            LoginPort = _doorway.LoginPort,
            HasHeardLoginPort = _heardAtLoginPort,
            RoundTripTime = _roundTripTime,
            Elapsed = _elapsed,
            DatagramsSent = DatagramsSent,
            DatagramsReceived = DatagramsReceived,
        };

    private void LeaveDoorway(TimeSpan now)
    {
        if (!_doorway.IsFinished)
        {
            return;
        }

        _roundTripTime = _doorway.RoundTripTime;
        if (_doorway.LoginPort is { } port)
        {
            RemotePort = port;
            LogIn(now);
        }
        else
        {
            _status = _doorway.Status;
            _elapsed = now;
            _phase = Phase.Finished;
        }
    }

    /// <summary>Ends the visit with a verdict: whoever has said the login now says farewell.</summary>
    private void Conclude(KailleraServerStatus status, TimeSpan now)
    {
        _status = status;
        _elapsed = now;
        if (_hasLeft)
        {
            _phase = Phase.Finished;
        }
        else
        {
            SayFarewell(now);
        }
    }
}
