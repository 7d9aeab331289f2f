namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraDoorwayConversationTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 27888);

    private readonly KailleraDoorwayConversation _doorway = new(TimeSpan.FromSeconds(8));
    private readonly List<(double At, string Text)> _said = [];

    [Fact]
    public void TryWrite_ServerAnswersAtOnce_OnlyOneHelloIsEverSaid()
    {
        Advance(0);
        Receive("HELLOD00D27891\0", at: 42);
        Advance(10_000);

        _said.Should().Equal((0, "HELLO0.83\0"));
        _doorway
            .ToResult(Server)
            .Should()
            .BeEquivalentTo(
                new
                {
                    Status = KailleraServerStatus.Open,
                    IsReachable = true,
                    LoginPort = 27891,
                    RoundTripTime = TimeSpan.FromMilliseconds(42),
                    Elapsed = TimeSpan.FromMilliseconds(42),
                    DatagramsSent = 1,
                    DatagramsReceived = 1,
                }
            );
    }

    [Fact]
    public void TryWrite_NobodyAnswers_SaysFourHellosWithPingsAroundAndGivesUpAfterFourSeconds()
    {
        Advance(3_999);
        _doorway.IsFinished.Should().BeFalse();
        Advance(4_000);

        _said.Count(said => said.Text == "HELLO0.83\0").Should().Be(4, "a server bars an address at its fifth");
        _said.Count(said => said.Text == "PING\0").Should().Be(8);
        _doorway.ToResult(Server).Status.Should().Be(KailleraServerStatus.NoResponse);
    }

    [Fact]
    public void TryWrite_ShortTimeout_GivesUpThen()
    {
        var doorway = new KailleraDoorwayConversation(TimeSpan.FromMilliseconds(350));
        doorway.TryWrite(TimeSpan.Zero, new byte[KailleraDoorwayConversation.MaxDatagramLength], out _).Should().BeTrue();

        doorway.TryWrite(TimeSpan.FromMilliseconds(350), new byte[KailleraDoorwayConversation.MaxDatagramLength], out _).Should().BeFalse();

        doorway.IsFinished.Should().BeTrue();
    }

    [Fact]
    public void TryWrite_RunnerWasHeldUp_SaysWhatItMissedOnce()
    {
        Advance(0);

        _doorway.TryWrite(TimeSpan.FromMilliseconds(1_300), new byte[KailleraDoorwayConversation.MaxDatagramLength], out var length).Should().BeTrue();
        _doorway.TryWrite(TimeSpan.FromMilliseconds(1_300), new byte[KailleraDoorwayConversation.MaxDatagramLength], out _).Should().BeFalse();

        length.Should().Be("HELLO0.83\0".Length);
    }

    [Fact]
    public void Receive_Too_IsFull()
    {
        Advance(0);
        Receive("TOO\0", at: 10);

        _doorway.ToResult(Server).Should().BeEquivalentTo(new { Status = KailleraServerStatus.Full, IsReachable = true, LoginPort = (int?)null });
    }

    [Fact]
    public void Receive_EveryPingAnsweredAndNoHello_IsAnotherVersion()
    {
        AnswerPings(how: _ => 1);

        _doorway.ToResult(Server).Should().BeEquivalentTo(new { Status = KailleraServerStatus.OtherVersion, IsReachable = true });
    }

    [Fact]
    public void Receive_EightPingsAnsweredAndNoHello_IsAskedEightTimesMore()
    {
        AnswerPings(how: _ => 1);

        _said.Count(said => said.Text == "PING\0").Should().Be(16, "four hellos may have been lost by chance");
        _said.Count(said => said.Text != "PING\0").Should().Be(4);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void Receive_OnePingLost_CanNotTellWhyTheHellosStayUnanswered(int lost)
    {
        AnswerPings(how: ping => ping == lost ? 0 : 1);

        _doorway.ToResult(Server).Should().BeEquivalentTo(new { Status = KailleraServerStatus.LoginUnanswered, IsReachable = true });
    }

    [Fact]
    public void Receive_ACopyOfAPong_MakesUpForNoLostOne()
    {
        AnswerPings(how: ping => ping == 3 ? 0 : 2);

        _doorway.ToResult(Server).Status.Should().Be(KailleraServerStatus.LoginUnanswered);
    }

    [Theory]
    [InlineData("HELLO0.83\0")]
    [InlineData("HELLOD00D0\0")]
    [InlineData("HELLOD00D65536\0")]
    [InlineData("HELLOD00D\0")]
    [InlineData("PONG")]
    [InlineData("")]
    public void Receive_NothingAServerSays_IsAnotherProgramAfterASecond(string text)
    {
        Advance(0);
        Receive(text, at: 5);
        Advance(1_000);

        _doorway.ToResult(Server).Should().BeEquivalentTo(new { Status = KailleraServerStatus.NotAKailleraServer, IsReachable = false });
    }

    [Fact]
    public void Receive_NoiseBeforeTheAnswer_IsNotListenedTo()
    {
        Advance(0);
        Receive("noise", at: 5);
        Receive("HELLOD00D27891\0", at: 50);

        _doorway.ToResult(Server).Status.Should().Be(KailleraServerStatus.Open);
    }

    [Fact]
    public void Receive_AfterTwoHellos_KnowsNoRoundTripTime()
    {
        Advance(400);
        Receive("HELLOD00D27891\0", at: 450);

        _doorway.ToResult(Server).Should().BeEquivalentTo(new { Status = KailleraServerStatus.Open, RoundTripTime = (TimeSpan?)null });
    }

    [Fact]
    public void PortUnreachable_AlsoForThePingAHundredMillisecondsLater_IsAClosedPort()
    {
        Advance(0);
        _doorway.PortUnreachable(TimeSpan.FromMilliseconds(1));
        _doorway.IsFinished.Should().BeFalse("a server may be starting anew");
        Advance(101);
        _doorway.PortUnreachable(TimeSpan.FromMilliseconds(102));

        _said.Should().Equal((0, "HELLO0.83\0"), (101, "PING\0"));
        _doorway.ToResult(Server).Status.Should().Be(KailleraServerStatus.PortClosed);
    }

    [Fact]
    public void PortUnreachable_ThenAnAnswer_IsForgotten()
    {
        Advance(0);
        _doorway.PortUnreachable(TimeSpan.FromMilliseconds(1));
        Receive("HELLOD00D27891\0", at: 150);
        _doorway.PortUnreachable(TimeSpan.FromMilliseconds(200));

        _doorway.ToResult(Server).Status.Should().Be(KailleraServerStatus.Open);
    }

    [Fact]
    public void Stop_WhileAsking_EndsAtOnceAndKnowsNothing()
    {
        Advance(0);
        _doorway.Stop(TimeSpan.FromMilliseconds(10));

        _doorway.IsFinished.Should().BeTrue();
        _doorway.ToResult(Server).Status.Should().Be(KailleraServerStatus.Unknown);
    }

    private void AnswerPings(Func<int, int> how)
    {
        var pings = 0;
        var answered = 0;
        for (var at = 0; at <= 7_000; at++)
        {
            Advance(at);
            for (; answered < _said.Count; answered++)
            {
                for (var copy = _said[answered].Text == "PING\0" ? how(pings++) : 0; copy > 0; copy--)
                {
                    Receive("PONG\0", at);
                }
            }
        }
    }

    private void Receive(string text, double at) => _doorway.Receive(Encoding.ASCII.GetBytes(text), TimeSpan.FromMilliseconds(at));

    /// <summary>Lets the time pass up to a moment, in milliseconds.</summary>
    private void Advance(double to)
    {
        var buffer = new byte[KailleraDoorwayConversation.MaxDatagramLength];
        while (!_doorway.IsFinished && _doorway.WakeUp.TotalMilliseconds <= to)
        {
            var now = _doorway.WakeUp;
            if (_doorway.TryWrite(now, buffer, out var length))
            {
                _said.Add((now.TotalMilliseconds, Encoding.ASCII.GetString(buffer, 0, length)));
            }
        }
    }
}
