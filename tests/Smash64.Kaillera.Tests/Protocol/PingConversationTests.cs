namespace Smash64.Kaillera.Tests.Protocol;

/// <summary>One ping on a socket of its own.</summary>
public sealed class PingConversationTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(1_000);

    [Fact]
    public void TryWrite_AtTheStart_SendsThePingOnce()
    {
        var ping = new PingConversation(KailleraPings.Kind, Timeout, PingRefusal.AskAgain);
        var buffer = new byte[KailleraDoorway.MaxDatagramLength];

        var isDue = ping.TryWrite(TimeSpan.Zero, buffer, out var length);

        isDue.Should().BeTrue();
        buffer[..length].Should().Equal("PING\0"u8.ToArray());
        ping.TryWrite(TimeSpan.Zero, buffer, out _).Should().BeFalse("once is enough");
        ping.WakeUp.Should().Be(Timeout);
    }

    [Fact]
    public void Receive_Pong_EndsThePingWithItsTime()
    {
        var ping = Begin();

        ping.Receive(KailleraDoorway.Pong, Milliseconds(50));

        ping.IsFinished.Should().BeTrue();
        ping.RoundTripTime.Should().Be(Milliseconds(50));
        ping.WakeUp.Should().Be(TimeSpan.MaxValue);
    }

    [Fact]
    public void Receive_CopyOfThePong_ChangesNothing()
    {
        var ping = Begin();
        ping.Receive(KailleraDoorway.Pong, Milliseconds(50));

        ping.Receive(KailleraDoorway.Pong, Milliseconds(60));
        ping.Receive("noise"u8, Milliseconds(60));
        ping.PortUnreachable(Milliseconds(60));

        ping.Should()
            .BeEquivalentTo(new { RoundTripTime = Milliseconds(50), DatagramsReceived = 1, HasHeardNoise = false, Refusals = 0 });
    }

    [Fact]
    public void Receive_PongBeforeThePing_AnswersNothing()
    {
        // The port was somebody else's a moment ago.
        var ping = new PingConversation(KailleraPings.Kind, Timeout, PingRefusal.AskAgain);

        ping.Receive(KailleraDoorway.Pong, TimeSpan.Zero);

        ping.Should().BeEquivalentTo(new { IsFinished = false, RoundTripTime = (TimeSpan?)null, HasHeardNoise = false });
    }

    [Fact]
    public void TryWrite_TimeIsOver_EndsThePingWithoutATime()
    {
        var ping = Begin();

        var isDue = ping.TryWrite(Timeout, new byte[KailleraDoorway.MaxDatagramLength], out _);

        isDue.Should().BeFalse();
        ping.Should().BeEquivalentTo(new { IsFinished = true, RoundTripTime = (TimeSpan?)null, DatagramsSent = 1 });
    }

    [Fact]
    public void Receive_RunnerWasHeldUp_IsHeardBeforeTheTimeIsOver()
    {
        var ping = Begin();

        ping.Receive(KailleraDoorway.Pong, Milliseconds(1_500));

        ping.RoundTripTime.Should().Be(Milliseconds(1_500));
    }

    [Theory]
    [InlineData("", "there is nothing")]
    [InlineData("PONG", "the NUL is missing")]
    [InlineData("PONG\0\0", "there is a byte too many")]
    [InlineData("pong\0", "case matters")]
    [InlineData("PING\0", "it is our own ping, reflected")]
    [InlineData("HELLOD00D27889\0", "nobody said HELLO")]
    [InlineData("\u00FF\u00FE\u0000\u0001", "it is garbage")]
    public void Receive_AnythingElse_IsNoiseAndAnswersNothing(string datagram, string because)
    {
        var ping = Begin();

        ping.Receive(System.Text.Encoding.Latin1.GetBytes(datagram), Milliseconds(20));

        ping.Should().BeEquivalentTo(new { HasHeardNoise = true, IsFinished = false, WakeUp = Timeout }, because);
    }

    [Fact]
    public void Receive_PongAfterNoise_IsTimedFromThePing()
    {
        var ping = Begin();
        ping.Receive("noise"u8, Milliseconds(20));

        ping.Receive(KailleraDoorway.Pong, Milliseconds(50));

        ping.RoundTripTime.Should().Be(Milliseconds(50));
    }

    [Fact]
    public void PortUnreachable_ToAskAgain_RepeatsThePingAfterAMoment()
    {
        var ping = Begin();

        ping.PortUnreachable(Milliseconds(1));

        ping.WakeUp.Should().Be(Milliseconds(101));
        ping.TryWrite(Milliseconds(101), new byte[KailleraDoorway.MaxDatagramLength], out _).Should().BeTrue();
        ping.WakeUp.Should().Be(Milliseconds(1_101), "the repeat gets the same time");
    }

    [Fact]
    public void PortUnreachable_CopyOfTheComplaint_IsNoSecondOpinion()
    {
        var ping = Begin();
        ping.PortUnreachable(Milliseconds(1));

        ping.PortUnreachable(Milliseconds(3));

        ping.Should().BeEquivalentTo(new { IsFinished = false, Refusals = 1, WakeUp = Milliseconds(101) });
    }

    [Fact]
    public void PortUnreachable_RepeatToo_EndsThePing()
    {
        var ping = BeginRepeated();

        ping.PortUnreachable(Milliseconds(102));

        ping.Should().BeEquivalentTo(new { IsFinished = true, Refusals = 2, DatagramsSent = 2, RoundTripTime = (TimeSpan?)null });
    }

    [Fact]
    public void Receive_PongAfterTheRepeat_IsTimedFromTheRepeat()
    {
        var ping = BeginRepeated();

        ping.Receive(KailleraDoorway.Pong, Milliseconds(140));

        ping.RoundTripTime.Should().Be(Milliseconds(39));
    }

    [Fact]
    public void Receive_PongBeforeTheRepeat_IsTimedFromTheFirst()
    {
        var ping = Begin();
        ping.PortUnreachable(Milliseconds(1));

        ping.Receive(KailleraDoorway.Pong, Milliseconds(40));

        ping.Should().BeEquivalentTo(new { IsFinished = true, DatagramsSent = 1, RoundTripTime = Milliseconds(40) });
    }

    [Fact]
    public void PortUnreachable_ToBelieve_EndsThePingAtOnce()
    {
        var ping = Begin(PingRefusal.Believe);

        ping.PortUnreachable(Milliseconds(1));

        ping.Should().BeEquivalentTo(new { IsFinished = true, Refusals = 1, DatagramsSent = 1 });
    }

    [Fact]
    public void PortUnreachable_ToIgnore_ChangesNothing()
    {
        var ping = Begin(PingRefusal.Ignore);

        ping.PortUnreachable(Milliseconds(1));

        ping.Should().BeEquivalentTo(new { IsFinished = false, Refusals = 0, WakeUp = Timeout });
    }

    [Fact]
    public void Stop_UnderWay_EndsAtOnce()
    {
        var ping = Begin();

        ping.Stop(Milliseconds(60));

        ping.Should().BeEquivalentTo(new { IsFinished = true, WakeUp = TimeSpan.MaxValue, RoundTripTime = (TimeSpan?)null });
        ping.TryWrite(Timeout, new byte[KailleraDoorway.MaxDatagramLength], out _).Should().BeFalse();
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static PingConversation Begin(PingRefusal refusal = PingRefusal.AskAgain)
    {
        var ping = new PingConversation(KailleraPings.Kind, Timeout, refusal);
        ping.TryWrite(TimeSpan.Zero, new byte[KailleraDoorway.MaxDatagramLength], out _);
        return ping;
    }

    // Refused after 1 ms, and sent again at 101 ms.
    private static PingConversation BeginRepeated()
    {
        var ping = Begin();
        ping.PortUnreachable(Milliseconds(1));
        ping.TryWrite(Milliseconds(101), new byte[KailleraDoorway.MaxDatagramLength], out _);
        return ping;
    }
}
