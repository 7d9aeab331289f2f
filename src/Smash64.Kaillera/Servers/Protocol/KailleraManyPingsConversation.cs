using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>The pings of one server from a socket that it shares with the pings of thousands of others.</summary>
/// <remarks>
/// A PONG has no number, and the port says nothing here. So a server has one ping outstanding at a time, and a PONG that comes
/// while there is none is dropped: the next ping goes out some time after an answer, when copies of it have come, and after a
/// loss only when a late answer has had its timeout once more. So a time is in doubt only where an answer takes more than
/// twice the timeout.
/// </remarks>
/// <param name="count">How many pings to send; more than zero. One that is refused may be repeated on top.</param>
/// <param name="timeout">How long each waits for its answer; more than zero.</param>
internal sealed class KailleraManyPingsConversation(int count, TimeSpan timeout) : IPooledConversation
{
    private const int RefusalsOfAClosedPort = 2;

    // Copies follow the original within some milliseconds; and nobody is asked more often than ten times a second.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    private readonly KailleraRoundTrips _times = new();

    private TimeSpan _next;
    private TimeSpan _asked;
    private TimeSpan _ended;
    private bool _isOutstanding;
    private bool _hasHeardNoise;
    private int _begun;
    private int _sent;
    private int _refusals;

    public bool IsFinished { get; private set; }

    /// <summary>Gets how long the server has to be left alone after the last ping, as after any other.</summary>
    public TimeSpan Rest { get; private set; }

    public TimeSpan WakeUp => IsFinished ? TimeSpan.MaxValue : _next;

    /// <summary>Gets a value indicating that nothing is to be given back: a ping takes nothing.</summary>
    public bool IsSeated => false;

    private KailleraPingStatus Status =>
        this switch
        {
            { _times.Count: > 0 } => KailleraPingStatus.Responding,
            { _hasHeardNoise: true } => KailleraPingStatus.NotAKailleraServer,
            { _refusals: > 0 } => KailleraPingStatus.PortClosed, // once is enough: routers limit their complaints
            { _sent: > 0 } => KailleraPingStatus.NoResponse,
            _ => KailleraPingStatus.Unknown,
        };

    /// <remarks>The buffer needs <see cref="KailleraDoorway.MaxDatagramLength"/> bytes.</remarks>
    /// <inheritdoc/>
    public bool TryWrite(TimeSpan now, Span<byte> buffer, out int length)
    {
        length = 0;
        if (now < WakeUp)
        {
            return false;
        }

        if (_isOutstanding)
        {
            _isOutstanding = false; // lost
            GoOn(now, pause: timeout);
            return false;
        }

        KailleraDoorway.Ping.CopyTo(buffer);
        length = KailleraDoorway.Ping.Length;
        _begun++;
        _sent++;
        _isOutstanding = true;
        _asked = now;
        _next = now + timeout;
        return true;
    }

    public void Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (IsFinished)
        {
            return;
        }

        if (!datagram.SequenceEqual(KailleraDoorway.Pong))
        {
            _hasHeardNoise = true;
        }
        else if (_isOutstanding)
        {
            _isOutstanding = false;
            _times.Add(now - _asked);
            GoOn(now, pause: Gap);
        }
    }

    public void PortUnreachable(TimeSpan now)
    {
        if (IsFinished || !_isOutstanding || _times.Count > 0)
        {
            return; // A server that has answered is there; and what comes twice is a copy.
        }

        _isOutstanding = false;
        _refusals++;
        if (_refusals == RefusalsOfAClosedPort)
        {
            Finish(now);
        }
        else
        {
            _begun--; // A server may be starting anew: this one is sent once more.
            _next = now + Gap;
        }
    }

    public void Stop(TimeSpan now) => Finish(now);

    public void Reset()
    {
        _times.Clear();
        (_next, _asked, _ended, Rest) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, Gap);
        (_isOutstanding, _hasHeardNoise, IsFinished) = (false, false, false);
        (_begun, _sent, _refusals) = (0, 0, 0);
    }

    /// <summary>Makes the result of a finished conversation.</summary>
    /// <param name="server">The address that was asked.</param>
    public KailleraPingResult ToResult(IPEndPoint server) =>
        new(server, Status)
        {
            Sent = _sent,
            Received = _times.Count,
            MinimumRoundTripTime = _times.Minimum,
            MeanRoundTripTime = _times.Mean,
            MaximumRoundTripTime = _times.Maximum,
            Jitter = _times.Jitter,
            Elapsed = _ended,
        };

    private void GoOn(TimeSpan now, TimeSpan pause)
    {
        Rest = pause;
        if (_begun == count)
        {
            Finish(now);
        }
        else
        {
            _next = now + pause;
        }
    }

    private void Finish(TimeSpan now)
    {
        IsFinished = true;
        _ended = now;
    }
}
