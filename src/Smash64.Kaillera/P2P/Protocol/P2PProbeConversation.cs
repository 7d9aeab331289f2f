using System.Net;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>
/// The opponent's side of a first meeting with a P2P host: knocks, logs in if it must, reads the answer, says its greeting
/// and leaves the host as it was. It owns no socket and no clock: feed it what arrives, and send what it writes.
/// </summary>
/// <remarks>
/// <para>Times are spans since the conversation's start and never go back. Call <see cref="TryWrite"/> until it returns
/// <see langword="false"/>: at the start, after every other call, and at <see cref="WakeUp"/>, until
/// <see cref="IsFinished"/>. Not safe for calls from several threads at a time.</para>
/// <para>The rules it keeps, and why, stand in docs/probing.md: never a datagram that leaves a gap, never a serial above 3
/// before the host has answered, never an EXIT to a host that has not answered a login, and then EXIT with serial 14
/// exactly, which a host takes once and ignores ever after.</para>
/// </remarks>
public sealed partial class P2PProbeConversation : IPooledConversation, IVisitConversation
{
    private const int ExitSerial = P2PProtocol.SerialWindow;

    // A host reopens its socket when its peer has left.
    private static readonly TimeSpan PauseAfterLogin = TimeSpan.FromSeconds(1);

    private readonly P2PProbeOptions _options;
    private readonly Encoding _encoding;
    private readonly P2PSentInstructions _said = new(P2PProtocol.MaxInstructions);
    private readonly P2PRoundTrips _roundTrips = new();

    private Phase _phase = Phase.Asking;
    private TimeSpan _phaseEnd;
    private TimeSpan _nextStep;

    private int _knocks;
    private int _loginsDue; // sent or not: bytes may have been short
    private int _doorbells;
    private TimeSpan? _knockAgainAt;
    private TimeSpan? _plainLoginAt;
    private TimeSpan _lastLogin;
    private int _logins;
    private int _plainLogins;
    private int _exits;

    private bool _knockAnswered;
    private bool _isRoom;
    private bool _isStopped;
    private bool _isServer;
    private bool _isRefused;
    private TimeSpan? _unreachableAt;
    private TimeSpan? _verdictAt;
    private int _heardSerial = -1;
    private byte[]? _hostPing;
    private bool _hostPingEchoed;
    private bool _greetingDelivered;
    private string? _hostName;
    private string? _game;

    /// <summary>Initializes a conversation that has not begun yet.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    public P2PProbeConversation(P2PProbeOptions? options = null)
    {
        _options = (options ?? new P2PProbeOptions()).Checked();
        _encoding = KailleraText.MakeTolerant(_options.Encoding);
        _phaseEnd = _options.Timeout;
    }

    /// <summary>Initializes one of many conversations with the same settings.</summary>
    /// <param name="options">The settings, checked and copied before.</param>
    /// <param name="encoding">Their encoding, made tolerant before.</param>
    internal P2PProbeConversation(P2PProbeOptions options, Encoding encoding)
    {
        _options = options;
        _encoding = encoding;
        _phaseEnd = options.Timeout;
    }

    private enum Phase
    {
        /// <summary>No verdict yet.</summary>
        Asking,

        /// <summary>Reachable by repeated knocks; one knock more tells which of them was answered.</summary>
        Measuring,

        /// <summary>Seated, and saying the greeting.</summary>
        Talking,

        /// <summary>Seated; what is still under way to the host must get there before EXIT does.</summary>
        Settling,

        /// <summary>Sending EXIT.</summary>
        Leaving,

        /// <summary>Stopped with a login under way: listening in case the host gives its seat.</summary>
        Lingering,

        /// <summary>Nothing more to do.</summary>
        Finished,
    }

    /// <summary>Gets a value indicating whether there is nothing more to send or to wait for.</summary>
    public bool IsFinished => _phase == Phase.Finished;

    /// <summary>Gets a value indicating whether the host gave its seat, so that it must be left.</summary>
    public bool IsSeated { get; private set; }

    /// <summary>Gets a value indicating whether a login was sent, heard or not.</summary>
    public bool HasLoggedIn => _logins > 0;

    /// <summary>Gets how many datagrams were written.</summary>
    public int DatagramsSent { get; private set; }

    /// <summary>Gets how many bytes were written, the headers of each datagram included (28 bytes).</summary>
    public int BytesSent { get; private set; }

    /// <summary>Gets how many datagrams were received.</summary>
    public int DatagramsReceived { get; private set; }

    /// <summary>Gets the status so far.</summary>
    public P2PProbeStatus Status { get; private set; }

    /// <inheritdoc/>
    TimeSpan IVisitConversation.Pause => HasLoggedIn ? PauseAfterLogin : TimeSpan.Zero;

    /// <summary>Gets a value indicating whether the result is known as far as it will be. What follows is leaving the host.</summary>
    internal bool IsDecided =>
        _phase switch
        {
            Phase.Leaving or Phase.Finished => true,
            Phase.Settling => _hostName is not null && _roundTrips.IsExact, // else names or a better time may still come
            _ => false,
        };

    bool IVisitConversation.IsDecided => IsDecided;

    internal P2PProbeStage Stage =>
        _phase switch
        {
            Phase.Asking or Phase.Lingering => P2PProbeStage.Asking,
            Phase.Leaving => P2PProbeStage.Leaving,
            Phase.Finished when _exits > 0 => P2PProbeStage.Leaving,
            Phase.Finished when Status is P2PProbeStatus.PortClosed or P2PProbeStatus.NoResponse => P2PProbeStage.Asking,
            _ => P2PProbeStage.Answered,
        };

    /// <summary>Makes the result of a finished conversation.</summary>
    /// <param name="host">The address that was asked.</param>
    /// <returns>The result; before the end, what is known so far.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    public P2PProbeResult ToResult(IPEndPoint host) =>
        new(host, Status)
        {
            RoundTripTime = _roundTrips.Best,
            HostName = _hostName,
            Game = _game,
            Elapsed = _verdictAt ?? TimeSpan.Zero,
            DatagramsSent = DatagramsSent,
            DatagramsReceived = DatagramsReceived,
            BytesSent = BytesSent,
            IsKailleraServer = _isServer,
            GreetingDelivered = _greetingDelivered,
        };

    /// <summary>Brings a result that was made at the verdict up to date with what was sent and received since.</summary>
    internal P2PProbeResult CountInto(P2PProbeResult result) =>
        result with
        {
            DatagramsSent = DatagramsSent,
            DatagramsReceived = DatagramsReceived,
            BytesSent = BytesSent,
        };

    /// <summary>Ends the conversation early. A host that gave its seat is still left; one that may yet give it is listened for.</summary>
    /// <param name="now">The time.</param>
    public void Stop(TimeSpan now)
    {
        _isStopped = true;
        switch (_phase)
        {
            case Phase.Asking when _logins > 0 && now < _lastLogin + LongestAnswer:
                Enter(Phase.Lingering, _lastLogin + LongestAnswer);
                break;
            case Phase.Asking or Phase.Measuring:
                _phase = Phase.Finished;
                break;
            case Phase.Talking or Phase.Settling:
                Settle(now);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    void IPooledConversation.Reset()
    {
        _said.Clear();
        _roundTrips.Clear();
        Enter(Phase.Asking, _options.Timeout);
        (_knocks, _loginsDue, _doorbells, _logins, _plainLogins, _exits) = (0, 0, 0, 0, 0, 0);
        (DatagramsSent, BytesSent, DatagramsReceived) = (0, 0, 0);
        (_nextStep, _firstLogin, _lastLogin) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        (_knockAgainAt, _plainLoginAt, _unreachableAt, _verdictAt) = (null, null, null, null);
        (_knockAnswered, _isRoom, _isStopped, _isServer, _isRefused) = (false, false, false, false, false);
        (_hostPingEchoed, _greetingDelivered, IsSeated) = (false, false, false);
        (_hostPing, _hostName, _game) = (null, null, null);
        (_heardSerial, _lastLine) = (-1, -1);
        Status = P2PProbeStatus.Unknown;
    }

    private void Conclude(P2PProbeStatus status, TimeSpan now, Phase next)
    {
        Status = status;
        _verdictAt ??= now;
        _phase = next;
    }

    private void Enter(Phase phase, TimeSpan end)
    {
        _phase = phase;
        _phaseEnd = end;
        _nextStep = end;
    }

    // Only the names tell a room from a lobby, and a room would show each repeat of a line.
    private void SettleOrTalk(TimeSpan now)
    {
        if (_options.Greeting.Count > 0 && _lastLine < 0 && !_isStopped && _hostName is not null && !_isRoom)
        {
            StartTalking(now);
        }
        else
        {
            Settle(now);
        }
    }

    private void Settle(TimeSpan now)
    {
        var end = Times.Later(now, _lastLogin + P2PProbeSchedule.ReorderHorizon);
        if (_hostName is null && _options.Mode == P2PProbeMode.Identify && !_isStopped)
        {
            end = Times.Later(
                end,
                Times.Earlier(_options.Timeout, now + P2PProbeSchedule.ReorderHorizon + (_roundTrips.Best ?? TimeSpan.Zero))
            );
        }

        Enter(Phase.Settling, end);
        _nextStep = now;
    }
}
