using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Says hello at the doorway of a Kaillera server, until it is let in, sent away, or sure that nobody answers.</summary>
/// <remarks>
/// <para>A server holds a port for each HELLO, and EmuLinkerSF bars for two minutes whoever says it five times in a row: four are
/// said at the most. PINGs, which cost nothing, stand around the repeats. They tell a server that is up and keeps silent to our
/// version from a line that lost all our hellos: the former is believed only where every PING came through.</para>
/// </remarks>
/// <param name="timeout">How long it may take at the most; more than zero.</param>
internal sealed class KailleraDoorwayConversation(TimeSpan timeout) : IVisitConversation
{
    /// <summary>The longest datagram that is written: 10 bytes.</summary>
    public const int MaxDatagramLength = 10;

    /// <summary>Servers bar who says hello again and again: for this long nobody else of this process says it.</summary>
    private static readonly TimeSpan PauseAfterHello = TimeSpan.FromSeconds(1);

    /// <summary>At a loss of 10 % each way, all four hellos are lost and all these come through once in 22,000 visits.</summary>
    private const int PingsForOtherVersion = 16;

    private const int PingsForDoubt = 8;
    private const int PlanWithoutDoubt = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PatienceInDoubt = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan PatienceWithNoise = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SecondOpinion = TimeSpan.FromMilliseconds(100);

    // PINGs lie 300 ms apart and more, so what follows a PONG so closely is its copy.
    private static readonly TimeSpan CopyOfPong = TimeSpan.FromMilliseconds(60);

    // Milliseconds. Repeats lie further apart than the longest round trips, so that a slow line is not taken for a lossy one.
    private static readonly (int At, bool IsHello)[] Schedule =
    [
        (0, true),
        (300, false),
        (400, true),
        (700, false),
        (1_000, false),
        (1_200, true),
        (1_400, false),
        (1_700, false),
        (2_100, false),
        (2_400, true),
        (2_700, false),
        (3_100, false),
        // Only where every PING was answered and no hello.
        (4_000, false),
        (4_300, false),
        (4_600, false),
        (4_900, false),
        (5_200, false),
        (5_500, false),
        (5_800, false),
        (6_100, false),
    ];

    private int _said;
    private int _hellos;
    private int _pings;
    private int _pongs;
    private TimeSpan _lastPong = -CopyOfPong - CopyOfPong;
    private bool _hasHeardNoise;
    private bool _isInDoubt;
    private TimeSpan _firstHello;
    private TimeSpan? _unreachableAt;
    private TimeSpan? _pingAgainAt;
    private TimeSpan _elapsed;

    public bool IsFinished { get; private set; }

    public TimeSpan WakeUp =>
        IsFinished ? TimeSpan.MaxValue
        : _pingAgainAt < NextOfSchedule ? Times.Earlier(_pingAgainAt.Value, End)
        : Times.Earlier(NextOfSchedule, End);

    /// <summary>Gets what the server said; <see cref="KailleraServerStatus.Unknown"/> until then.</summary>
    public KailleraServerStatus Status { get; private set; }

    /// <summary>Gets the port that the server offered, or <see langword="null"/>.</summary>
    public int? LoginPort { get; private set; }

    /// <summary>Gets the time from the only hello to its answer, or <see langword="null"/> when several were said.</summary>
    public TimeSpan? RoundTripTime { get; private set; }

    /// <summary>Gets how many datagrams were written.</summary>
    public int DatagramsSent { get; private set; }

    /// <summary>Gets how many datagrams were received, of whatever kind.</summary>
    public int DatagramsReceived { get; private set; }

    /// <summary>Gets a value indicating whether the server was asked for a port, and may hold one.</summary>
    public bool HasSaidHello => _hellos > 0;

    public TimeSpan Pause => HasSaidHello ? PauseAfterHello : TimeSpan.Zero;

    public bool IsDecided => IsFinished;

    // The doorway gives a port, which the server takes back by itself.
    public bool IsSeated => false;

    private bool HasHeardServer => _pongs > 0 || Status is not KailleraServerStatus.Unknown;

    private TimeSpan NextOfSchedule =>
        _said < (_isInDoubt ? Schedule.Length : PlanWithoutDoubt) ? TimeSpan.FromMilliseconds(Schedule[_said].At) : TimeSpan.MaxValue;

    private TimeSpan End =>
        Times.Earlier(
            timeout,
            _hasHeardNoise && !HasHeardServer ? PatienceWithNoise
                : _isInDoubt ? PatienceInDoubt
                : Patience
        );

    // Another version, or four hellos lost by chance: more PINGs tell.
    private bool IsToBeDoubted => !_isInDoubt && _pings >= PingsForDoubt && _pongs >= _pings && End < timeout;

    /// <remarks>The buffer needs <see cref="MaxDatagramLength"/> bytes.</remarks>
    /// <inheritdoc/>
    public bool TryWrite(TimeSpan now, Span<byte> buffer, out int length)
    {
        length = 0;
        if (now < WakeUp)
        {
            return false;
        }

        if (now >= End && HasSaidHello && IsToBeDoubted)
        {
            _isInDoubt = true;
        }

        if (now >= End && HasSaidHello)
        {
            Conclude(StatusOfSilence(), now);
            return false;
        }

        _pingAgainAt = now >= _pingAgainAt ? null : _pingAgainAt;

        // A runner that comes late says what it missed once.
        var isHello = false;
        while (NextOfSchedule <= now)
        {
            isHello |= Schedule[_said++].IsHello;
        }

        length = isHello ? SayHello(now, buffer) : SayPing(buffer);
        DatagramsSent++;
        return true;
    }

    public void Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (IsFinished)
        {
            return;
        }

        DatagramsReceived++;
        _ = KailleraDoorwayText.TryRead(datagram, out var text);
        switch (text.Kind)
        {
            case KailleraDoorwayTextKind.Pong:
                _pongs += now - _lastPong > CopyOfPong ? 1 : 0;
                _lastPong = now;
                break;
            case KailleraDoorwayTextKind.Welcome when HasSaidHello:
                LoginPort = text.Port;
                Answer(KailleraServerStatus.Open, now);
                break;
            case KailleraDoorwayTextKind.Full when HasSaidHello:
                Answer(KailleraServerStatus.Full, now);
                break;
            default:
                _hasHeardNoise = true; // also an echo of what we say
                break;
        }
    }

    public void PortUnreachable(TimeSpan now)
    {
        if (IsFinished || HasHeardServer)
        {
            return;
        }

        if (_unreachableAt is not { } first)
        {
            _unreachableAt = now;
            _pingAgainAt = now + SecondOpinion; // a server may be starting anew
        }
        else if (now - first >= SecondOpinion)
        {
            Conclude(KailleraServerStatus.PortClosed, now);
        }
    }

    public void Stop(TimeSpan now) => IsFinished = true;

    public KailleraDoorwayResult ToResult(IPEndPoint server) =>
        new(server, Status)
        {
            LoginPort = LoginPort,
            RoundTripTime = RoundTripTime,
            Elapsed = _elapsed,
            DatagramsSent = DatagramsSent,
            DatagramsReceived = DatagramsReceived,
        };

    private int SayHello(TimeSpan now, Span<byte> buffer)
    {
        _firstHello = HasSaidHello ? _firstHello : now;
        _hellos++;
        return KailleraDoorwayText.Hello(KailleraProtocol.DoorwayVersion).Write(buffer);
    }

    private int SayPing(Span<byte> buffer)
    {
        _pings++;
        return KailleraDoorwayText.Ping.Write(buffer);
    }

    private void Answer(KailleraServerStatus status, TimeSpan now)
    {
        RoundTripTime = _hellos == 1 ? now - _firstHello : null;
        Conclude(status, now);
    }

    private KailleraServerStatus StatusOfSilence() =>
        _pings >= PingsForOtherVersion && _pongs >= _pings ? KailleraServerStatus.OtherVersion
        : _pongs > 0 ? KailleraServerStatus.LoginUnanswered
        : _hasHeardNoise ? KailleraServerStatus.NotAKailleraServer
        : _unreachableAt is not null ? KailleraServerStatus.PortClosed // once is enough: routers limit their complaints
        : KailleraServerStatus.NoResponse;

    private void Conclude(KailleraServerStatus status, TimeSpan now)
    {
        Status = status;
        _elapsed = now;
        IsFinished = true;
    }
}
