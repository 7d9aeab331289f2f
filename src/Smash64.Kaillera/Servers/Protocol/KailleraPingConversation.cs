using System.Net;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Pings the doorway of a Kaillera server, one ping after the other, and finds out how long the answers took.</summary>
/// <remarks>
/// <para>A PONG has no number, so time alone says which ping it is for. It is taken for an answer to the ping sent last at
/// once only where nothing else can be meant. Otherwise the next ping is put off, to see whether one more PONG comes:</para>
/// <para>After an unanswered ping it may be the late answer to that one. If as many PONGs come as pings are open, each goes
/// to its ping in their order. If fewer come, they count as received but lend no time, since it may be either ping's. A time
/// that is no shorter than one known for sure is believed without waiting: it can't make the line look better than it is.</para>
/// <para>A PONG in less than half of the shortest time known may be a second copy of the one before. If another follows
/// when it should, the first was a copy; if none does, the line was as quick as that.</para>
/// </remarks>
/// <param name="count">How many pings to send; more than zero.</param>
/// <param name="timeout">How long a ping waits for its answer before the next is sent; more than zero.</param>
internal sealed class KailleraPingConversation(int count, TimeSpan timeout) : IDatagramConversation
{
    /// <summary>A port that refuses is asked again after this: a server may be starting anew.</summary>
    private static readonly TimeSpan SecondOpinion = TimeSpan.FromMilliseconds(100);

    /// <summary>A PONG that took longer is not reckoned with: its ping is lost.</summary>
    private static readonly TimeSpan LatestAnswer = TimeSpan.FromSeconds(2);

    // How much longer than known another PONG may take and is still waited for.
    private const double Patience = 1.25;

    private readonly KailleraRoundTrips _times = new();

    // When the pings were sent that may still be answered, the latest last; and when the PONGs of this turn came.
    private readonly List<TimeSpan> _open = [];
    private readonly List<TimeSpan> _heard = [];

    private int _toSend = count;
    private int _expected;
    private int _received;
    private bool _isWaiting;
    private bool _hasHeardNoise;
    private TimeSpan _turnEnd;
    private TimeSpan? _refusedAt;
    private TimeSpan _elapsed;

    public bool IsFinished { get; private set; }

    public TimeSpan WakeUp => IsFinished ? TimeSpan.MaxValue : _turnEnd;

    /// <summary>Gets how many datagrams were written, all of them pings.</summary>
    public int DatagramsSent { get; private set; }

    /// <summary>Gets how many datagrams were received, of whatever kind.</summary>
    public int DatagramsReceived { get; private set; }

    private KailleraPingStatus Status =>
        this switch
        {
            { _received: > 0 } => KailleraPingStatus.Responding,
            { _hasHeardNoise: true } => KailleraPingStatus.NotAKailleraServer,
            { _refusedAt: not null } => KailleraPingStatus.PortClosed, // once is enough: routers limit their complaints
            { DatagramsSent: > 0 } => KailleraPingStatus.NoResponse,
            _ => KailleraPingStatus.Unknown,
        };

    /// <summary>Makes the result of a finished conversation.</summary>
    /// <param name="server">The address that was asked.</param>
    public KailleraPingResult ToResult(IPEndPoint server) =>
        new(server, Status)
        {
            Sent = DatagramsSent,
            Received = _received,
            MinimumRoundTripTime = _times.Minimum,
            MeanRoundTripTime = _times.Mean,
            MaximumRoundTripTime = _times.Maximum,
            Jitter = _times.Jitter,
            Elapsed = _elapsed,
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

        if (_isWaiting)
        {
            EndTurn(now);
        }

        if (IsFinished)
        {
            return false;
        }

        KailleraDoorway.Ping.CopyTo(buffer);
        length = KailleraDoorway.Ping.Length;
        DatagramsSent++;
        _open.Add(now);
        _isWaiting = true;
        _turnEnd = now + timeout;
        return true;
    }

    public void Receive(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        if (IsFinished)
        {
            return;
        }

        DatagramsReceived++;
        if (!datagram.SequenceEqual(KailleraDoorway.Pong))
        {
            _hasHeardNoise = true;
        }
        else if (_isWaiting)
        {
            if (_heard.Count == 0)
            {
                Weigh(now);
            }

            _heard.Add(now);
            if (_heard.Count == _expected)
            {
                EndTurn(now);
            }
        }
    }

    public void PortUnreachable(TimeSpan now)
    {
        if (IsFinished || _received > 0 || _heard.Count > 0)
        {
            return; // A server that has answered is there.
        }

        if (_refusedAt is not { } first)
        {
            _refusedAt = now;
            _toSend++;
            _turnEnd = now + SecondOpinion;
        }
        else if (now - first >= SecondOpinion)
        {
            Finish(now);
        }
    }

    public void Stop(TimeSpan now) => Finish(now);

    /// <summary>Decides what the first PONG of a turn can mean, and how many more may follow it.</summary>
    private void Weigh(TimeSpan now)
    {
        var asked = _open[^1];
        var time = now - asked;
        while (_open.Count > 1 && (now - _open[0] > LatestAnswer || time >= _times.Minimum))
        {
            _open.RemoveAt(0); // lost
        }

        _expected = _open.Count;
        if (_open.Count > 1)
        {
            _turnEnd = asked + ((now - _open[0]) * Patience);
        }
        else if (time < _times.Minimum / 2)
        {
            _expected++;
            var real = asked + (_times.Maximum.GetValueOrDefault() * Patience);
            _turnEnd = real < _turnEnd ? real : _turnEnd;
        }
    }

    private void EndTurn(TimeSpan now)
    {
        Book();
        _isWaiting = false;
        _turnEnd = now;
        if (DatagramsSent >= _toSend)
        {
            Finish(now);
        }
    }

    private void Finish(TimeSpan now)
    {
        if (!IsFinished)
        {
            Book();
            _elapsed = now;
            IsFinished = true;
        }
    }

    private void Book()
    {
        if (_heard.Count == 0)
        {
            return; // The answer may still come.
        }

        _received += Math.Min(_heard.Count, _open.Count);
        var copies = _heard.Count - _open.Count;
        for (var i = 0; copies >= 0 && i < _open.Count; i++)
        {
            _times.Add(_heard[copies + i] - _open[i]);
        }

        _open.Clear();
        _heard.Clear();
    }
}
