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
    // Copies follow the original within some milliseconds; and nobody is asked more often than ten times a second.
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    private readonly PingTally _tally = new();

    private TimeSpan _next;
    private TimeSpan _asked;
    private TimeSpan _ended;
    private bool _isOutstanding;
    private int _begun;

    public bool IsFinished { get; private set; }

    /// <summary>Gets how long the server has to be left alone after the last ping, as after any other.</summary>
    public TimeSpan Rest { get; private set; }

    public TimeSpan WakeUp => IsFinished ? TimeSpan.MaxValue : _next;

    /// <summary>Gets a value indicating that nothing is to be given back: a ping takes nothing.</summary>
    public bool IsSeated => false;

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
        _tally.AddSent();
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
            _tally.AddNoise();
        }
        else if (_isOutstanding)
        {
            _isOutstanding = false;
            _tally.AddAnswer(now - _asked);
            GoOn(now, pause: Gap);
        }
    }

    public void PortUnreachable(TimeSpan now)
    {
        if (IsFinished || !_isOutstanding || _tally.HasAnswer)
        {
            return; // A server that has answered is there; and what comes twice is a copy.
        }

        _isOutstanding = false;
        _tally.AddRefusals();
        if (_tally.IsClosed)
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
        _tally.Clear();
        (_next, _asked, _ended, Rest) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, Gap);
        (_isOutstanding, _begun, IsFinished) = (false, 0, false);
    }

    /// <summary>Makes the result of a finished conversation.</summary>
    /// <param name="server">The address that was asked.</param>
    public KailleraPingResult ToResult(IPEndPoint server) => _tally.ToResult(server, _ended);

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
