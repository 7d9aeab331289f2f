using System.Net;
using System.Text;
using Smash64.Kaillera.Servers;
using Smash64.Kaillera.Servers.Protocol;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Plays the runner of a pinging conversation by hand: the test says what comes when, and reads what was sent.</summary>
internal sealed class PingDriver
{
    private readonly byte[] _buffer = new byte[KailleraDoorway.MaxDatagramLength];
    private TimeSpan _now;

    public PingDriver(int count = 3, double timeout = 1_000)
    {
        Conversation = new KailleraPingConversation(count, TimeSpan.FromMilliseconds(timeout));
        Drain();
    }

    public KailleraPingConversation Conversation { get; }

    /// <summary>Gets when the pings were sent, in milliseconds.</summary>
    public List<double> Sent { get; } = [];

    public KailleraPingResult Result => Conversation.ToResult(new IPEndPoint(IPAddress.Loopback, 27888));

    /// <summary>Lets the time pass, with all wake-ups on the way.</summary>
    public PingDriver Advance(double milliseconds)
    {
        var to = TimeSpan.FromMilliseconds(milliseconds);
        while (Conversation.WakeUp <= to)
        {
            _now = Conversation.WakeUp > _now ? Conversation.WakeUp : _now;
            Drain();
        }

        _now = to;
        return this;
    }

    /// <summary>Jumps to a time at once, as a runner does that was held up; what has come is received first.</summary>
    public PingDriver Jump(double milliseconds)
    {
        _now = TimeSpan.FromMilliseconds(milliseconds);
        return this;
    }

    public PingDriver Pong() => Receive("PONG\0");

    /// <summary>Lets the time pass until a PONG comes, at each of these times.</summary>
    public PingDriver PongAt(params double[] milliseconds)
    {
        foreach (var time in milliseconds)
        {
            Advance(time).Pong();
        }

        return this;
    }

    public PingDriver Receive(string datagram) => Receive(Encoding.Latin1.GetBytes(datagram));

    public PingDriver Receive(byte[] datagram)
    {
        Conversation.Receive(datagram, _now);
        Drain();
        return this;
    }

    /// <summary>Two datagrams that the runner takes one right after the other.</summary>
    public PingDriver ReceiveTwoPongs()
    {
        Conversation.Receive(KailleraDoorway.Pong, _now);
        Conversation.Receive(KailleraDoorway.Pong, _now);
        Drain();
        return this;
    }

    public PingDriver PortUnreachable()
    {
        Conversation.PortUnreachable(_now);
        Drain();
        return this;
    }

    public PingDriver Stop()
    {
        Conversation.Stop(_now);
        Drain();
        return this;
    }

    public PingDriver Finish() => Advance(TimeSpan.FromHours(2).TotalMilliseconds);

    private void Drain()
    {
        while (Conversation.TryWrite(_now, _buffer, out var length))
        {
            _buffer.AsSpan(0, length).ToArray().Should().Equal(KailleraDoorway.Ping.ToArray(), "nothing but pings is ever sent");
            Sent.Add(_now.TotalMilliseconds);
        }
    }
}
