namespace Smash64.Kaillera.Tests.Protocol;

/// <summary>
/// Plays the runner of a series of pings by hand: the test says what comes when to which socket, and reads what was sent.
/// </summary>
internal sealed class PingDriver
{
    private readonly byte[] _buffer = new byte[KailleraDoorway.MaxDatagramLength];
    private readonly PingSeries _series;
    private PingConversation _ping;
    private TimeSpan _opened;
    private TimeSpan _now;
    private TimeSpan _ended;

    public PingDriver(int count = 3, double timeout = 1_000)
    {
        _series = new PingSeries(KailleraPings.Kind, count, TimeSpan.FromMilliseconds(timeout));
        _series.TryBegin(out var first).Should().BeTrue();
        _ping = first!;
        Drain();
    }

    public bool IsFinished { get; private set; }

    /// <summary>Gets the number of the socket opened last, from 0.</summary>
    public int Socket { get; private set; }

    /// <summary>Gets when the pings were sent, in milliseconds.</summary>
    public List<double> Sent { get; } = [];

    /// <summary>Gets when the driver wants to go on, in milliseconds.</summary>
    public double WakeUp => IsFinished ? double.PositiveInfinity : (_opened + _ping.WakeUp).TotalMilliseconds;

    public KailleraPingResult Result => _series.Tally.ToResult(new IPEndPoint(IPAddress.Loopback, 27888), _ended);

    /// <summary>Lets the time pass, with all wake-ups on the way.</summary>
    public PingDriver Advance(double milliseconds)
    {
        while (WakeUp <= milliseconds)
        {
            var due = _opened + _ping.WakeUp;
            _now = due > _now ? due : _now;
            Drain();
        }

        return Jump(milliseconds);
    }

    /// <summary>Jumps to a time at once, as a runner does that was held up; what has come is received first.</summary>
    public PingDriver Jump(double milliseconds)
    {
        _now = TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    public PingDriver Pong() => Receive("PONG\0");

    /// <summary>Lets the time pass until a PONG comes to the open socket, at each of these times.</summary>
    public PingDriver PongAt(params double[] milliseconds)
    {
        foreach (var time in milliseconds)
        {
            Advance(time).Pong();
        }

        return this;
    }

    /// <summary>Lets the time pass until a PONG comes to a socket; if that is closed by then, nobody hears it.</summary>
    public PingDriver PongTo(int socket, double milliseconds)
    {
        Advance(milliseconds);
        return socket == Socket ? Pong() : this;
    }

    public PingDriver Receive(string datagram) => Receive(Encoding.Latin1.GetBytes(datagram));

    public PingDriver Receive(byte[] datagram)
    {
        _ping.Receive(datagram, _now - _opened);
        Drain();
        return this;
    }

    /// <summary>Two datagrams that the runner takes one right after the other, before it looks at the conversation.</summary>
    public PingDriver ReceiveTwoPongs()
    {
        _ping.Receive(KailleraDoorway.Pong, _now - _opened);
        return Pong();
    }

    public PingDriver PortUnreachable()
    {
        _ping.PortUnreachable(_now - _opened);
        Drain();
        return this;
    }

    public PingDriver Finish() => Advance(TimeSpan.FromHours(2).TotalMilliseconds);

    private void Drain()
    {
        while (!IsFinished)
        {
            while (_ping.TryWrite(_now - _opened, _buffer, out var length))
            {
                _buffer.AsSpan(0, length).ToArray().Should().Equal(KailleraDoorway.Ping.ToArray(), "nothing but pings is ever sent");
                Sent.Add(_now.TotalMilliseconds);
            }

            if (!_ping.IsFinished)
            {
                return;
            }

            GoOn();
        }
    }

    private void GoOn()
    {
        _series.End(_ping);
        if (_series.TryBegin(out var next))
        {
            _ping = next;
            _opened = _now;
            Socket++;
        }
        else
        {
            _ended = _now;
            IsFinished = true;
        }
    }
}
