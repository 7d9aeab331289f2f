namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraManyPingsConversationTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 27888);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);
    private static readonly byte[] Pong = "PONG\0"u8.ToArray();

    private readonly KailleraManyPingsConversation _pings = new(count: 3, Timeout);
    private readonly byte[] _buffer = new byte[16];

    [Fact]
    public void Pings_EachAnswered_FollowEachOtherAndTellTheirTimes()
    {
        foreach (var (asked, answered) in new[] { (0, 20), (120, 150), (250, 290) })
        {
            Write(asked).Should().BeTrue("a ping is due at {0} ms", asked);
            _pings.Receive(Pong, Milliseconds(answered));
            Write(answered + 99).Should().BeFalse("copies of the answer may still come");
        }

        _pings.IsFinished.Should().BeTrue();
        var result = _pings.ToResult(Server);
        result.Status.Should().Be(KailleraPingStatus.Responding);
        (result.Sent, result.Received).Should().Be((3, 3));
        (result.MinimumRoundTripTime, result.MeanRoundTripTime).Should().Be((Milliseconds(20), Milliseconds(30)));
        result.Elapsed.Should().Be(Milliseconds(290));
    }

    [Fact]
    public void Receive_LateAnswer_IsDroppedAndTheNextPingsTimeIsItsOwn()
    {
        Write(0);
        Write(1_000).Should().BeFalse("the first ping is lost now");
        _pings.Receive(Pong, Milliseconds(1_200));

        Write(1_999).Should().BeFalse("a late answer has its timeout once more");
        Write(2_000).Should().BeTrue();
        _pings.Receive(Pong, Milliseconds(2_030));

        var result = _pings.ToResult(Server);
        (result.Sent, result.Received).Should().Be((2, 1));
        result.MaximumRoundTripTime.Should().Be(Milliseconds(30));
    }

    [Fact]
    public void Receive_CopyOfAnAnswer_CountsOnce()
    {
        Write(0);
        _pings.Receive(Pong, Milliseconds(10));
        _pings.Receive(Pong, Milliseconds(12));

        Write(110).Should().BeTrue();
        _pings.ToResult(Server).Received.Should().Be(1);
    }

    [Fact]
    public void Pings_NoneAnswered_EndWithTheLastTimeout()
    {
        foreach (var asked in new[] { 0, 2_000, 4_000 })
        {
            Write(asked).Should().BeTrue();
            Write(asked + 1_000).Should().BeFalse();
        }

        _pings.IsFinished.Should().BeTrue();
        _pings.ToResult(Server).Status.Should().Be(KailleraPingStatus.NoResponse);
        _pings.ToResult(Server).Elapsed.Should().Be(Milliseconds(5_000));
    }

    [Fact]
    public void PortUnreachable_Twice_IsAClosedPort()
    {
        Write(0);
        _pings.PortUnreachable(Milliseconds(1));
        _pings.PortUnreachable(Milliseconds(2));
        _pings.IsFinished.Should().BeFalse("the second complaint is a copy: nothing was outstanding");

        Write(101).Should().BeTrue("a server may be starting anew");
        _pings.PortUnreachable(Milliseconds(102));

        _pings.IsFinished.Should().BeTrue();
        _pings.ToResult(Server).Status.Should().Be(KailleraPingStatus.PortClosed);
        _pings.ToResult(Server).Sent.Should().Be(2);
    }

    [Fact]
    public void PortUnreachable_OfAServerThatHasAnswered_IsNoise()
    {
        Write(0);
        _pings.Receive(Pong, Milliseconds(10));
        Write(110);
        _pings.PortUnreachable(Milliseconds(111));

        _pings.Receive(Pong, Milliseconds(120));
        _pings.ToResult(Server).Received.Should().Be(2);
    }

    [Fact]
    public void Receive_SomethingElse_IsAnotherProgram()
    {
        Write(0);
        _pings.Receive([1, 2, 3], Milliseconds(1));
        _pings.Stop(Milliseconds(2));

        _pings.ToResult(Server).Status.Should().Be(KailleraPingStatus.NotAKailleraServer);
    }

    [Fact]
    public void Reset_AfterAServerThatAnswered_KnowsNothingOfIt()
    {
        Write(0);
        _pings.Receive(Pong, Milliseconds(10));
        Write(110);
        _pings.Receive([1], Milliseconds(111));

        _pings.Reset();

        _pings.ToResult(Server).Should().Be(new KailleraManyPingsConversation(3, Timeout).ToResult(Server));
        Write(0).Should().BeTrue();
    }

    private static TimeSpan Milliseconds(int time) => TimeSpan.FromMilliseconds(time);

    private bool Write(int at)
    {
        var isWritten = _pings.TryWrite(Milliseconds(at), _buffer, out var length);
        length.Should().Be(isWritten ? 5 : 0);
        return isWritten;
    }
}
