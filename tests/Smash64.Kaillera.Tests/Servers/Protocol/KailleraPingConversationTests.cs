using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraPingConversationTests
{
    [Fact]
    public void Pings_AllAnswered_FollowEachOtherWithoutPauseAndAreSummedUp()
    {
        var ping = new PingDriver(count: 3).PongAt(50, 90, 150);

        ping.Conversation.IsFinished.Should().BeTrue();
        ping.Sent.Should().Equal(0, 50, 90);
        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Status = KailleraPingStatus.Responding,
                    Sent = 3,
                    Received = 3,
                    Loss = 0.0,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(40),
                    MeanRoundTripTime = TimeSpan.FromMilliseconds(50),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(60),
                    Jitter = TimeSpan.FromMilliseconds(15),
                    Elapsed = TimeSpan.FromMilliseconds(150),
                }
            );
    }

    [Fact]
    public void Pings_OnlyOneAnswered_HasATimeButNoJitter()
    {
        var ping = new PingDriver(count: 2).PongAt(50).Finish();

        ping.Result.Should().BeEquivalentTo(new { Sent = 2, Received = 1, Loss = 0.5, MeanRoundTripTime = TimeSpan.FromMilliseconds(50) });
        ping.Result.Jitter.Should().BeNull();
        ping.Result.Elapsed.Should().Be(TimeSpan.FromMilliseconds(1_050));
    }

    [Fact]
    public void Pings_Silence_EachWaitsForItsTimeout()
    {
        var ping = new PingDriver(count: 3, timeout: 200).Finish();

        ping.Sent.Should().Equal(0, 200, 400);
        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Status = KailleraPingStatus.NoResponse,
                    Received = 0,
                    Loss = 1.0,
                    Elapsed = TimeSpan.FromMilliseconds(600),
                    MeanRoundTripTime = (TimeSpan?)null,
                }
            );
    }

    [Fact]
    public void Loss_TimeIsKnownAlready_IsNotWaitedForAgain()
    {
        // The second ping is lost; the third one's answer takes what the first one's took.
        var ping = new PingDriver(count: 3).PongAt(50, 1_101);

        ping.Conversation.IsFinished.Should().BeTrue("a time no shorter than one known for sure can be believed");
        ping.Result.Should().BeEquivalentTo(new { Received = 2, MaximumRoundTripTime = TimeSpan.FromMilliseconds(51) });
    }

    [Fact]
    public void Loss_TimeIsNotKnownYet_CountsTheAnswerAndTimesTheNext()
    {
        // The first ping is lost, and the PONG at 1050 could also be the late answer to it.
        var ping = new PingDriver(count: 3).PongAt(1_050);

        ping.Sent.Should().Equal([0, 1_000], "a late answer to the first would be followed by one to the second at 2050");
        ping.PongAt(2_360);
        ping.Sent.Should().Equal(0, 1_000, 1_000 + (1.25 * 1_050));
        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Received = 2,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(47.5),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(47.5),
                }
            );
    }

    [Fact]
    public void LatePong_BothAnswersCome_EachIsTimedFromItsOwnPing()
    {
        // 1200 ms there and back: naively the first answer would be one of 200 ms to the second ping.
        var ping = new PingDriver(count: 2).PongAt(1_200, 2_200);

        ping.Conversation.IsFinished.Should().BeTrue("as many came as were sent");
        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Received = 2,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(1_200),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(1_200),
                    Jitter = TimeSpan.Zero,
                }
            );
    }

    [Fact]
    public void LatePong_OnlyOneComes_CountsButLendsNoTime()
    {
        var ping = new PingDriver(count: 2).PongAt(1_200).Finish();

        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.Responding, Sent = 2, Received = 1 });
        ping.Result.MinimumRoundTripTime.Should().BeNull("it may have taken 200 ms or 1200 ms");
        ping.Result.Reason.Should().Contain("1 of 2 pings").And.Contain("time could be told");
    }

    [Theory]
    [InlineData(150, 100, "each answer comes during the next ping")]
    [InlineData(250, 100, "each comes two pings late")]
    [InlineData(190, 100, "an answer seems to take 90 ms")]
    [InlineData(1_990, 1_000, "the slowest that is reckoned with, nearly")]
    public void LatePong_LineIsSlowerThanTheTimeout_IsNeverTakenForAQuickOne(double roundTrip, double timeout, string because)
    {
        var ping = AnswerAll(new PingDriver(count: 10, timeout), roundTrip);

        ping.Result.Received.Should().BeGreaterThan(5, because);
        ping.Result.MinimumRoundTripTime.Should().Be(TimeSpan.FromMilliseconds(roundTrip), because);
        ping.Result.MaximumRoundTripTime.Should().Be(TimeSpan.FromMilliseconds(roundTrip), because);
    }

    [Fact]
    public void LatePong_AfterTheLastTimeout_IsTooLate()
    {
        var ping = new PingDriver(count: 1).PongAt(1_001);

        ping.Result.Status.Should().Be(KailleraPingStatus.NoResponse);
    }

    [Fact]
    public void Pong_RunnerWasHeldUp_IsHeardBeforeTheTimeoutIs()
    {
        var ping = new PingDriver(count: 1).Jump(1_500).Pong();

        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.Responding, MeanRoundTripTime = TimeSpan.FromMilliseconds(1_500) });
    }

    [Fact]
    public void Loss_ManyInARow_AreNotWaitedForLongerThanAnswersTake()
    {
        // Nine lost pings: an answer to the first would have taken nine seconds, and is not reckoned with.
        var ping = new PingDriver(count: 11).PongAt(9_050);

        ping.Finish().Sent[^1].Should().Be(9_000 + (1.25 * 1_050));
    }

    [Fact]
    public void Copy_WhileNothingIsOutstanding_IsIgnored()
    {
        var ping = new PingDriver(count: 2).Advance(50).ReceiveTwoPongs();

        ping.Result.Received.Should().Be(1);
        ping.Sent.Should().Equal(0, 50);
    }

    [Fact]
    public void Copy_AfterTheNextPing_IsNotTakenForItsAnswer()
    {
        // The first PONG comes twice: at 50 and, by another way, at 53, when the second ping is under way.
        var ping = new PingDriver(count: 3).PongAt(50, 53, 102, 151);

        ping.Conversation.IsFinished.Should().BeTrue();
        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Received = 3,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(49),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(52),
                }
            );
    }

    [Fact]
    public void QuickPong_NoneFollows_WasReallyThatQuick()
    {
        // The first ping of a call often takes longer: an address is looked up, a radio wakes up.
        var ping = new PingDriver(count: 3).PongAt(100, 105);

        ping.Sent.Should().Equal([0, 100], "it could be a copy");
        ping.PongAt(230);
        ping.Sent.Should().Equal(0, 100, 225);
        ping.Result.Should().BeEquivalentTo(new { Received = 3, MinimumRoundTripTime = TimeSpan.FromMilliseconds(5) });
    }

    [Fact]
    public void QuickPong_ShortTimeout_IsDecidedByThen()
    {
        var ping = new PingDriver(count: 2, timeout: 100).PongAt(95, 100).Finish();

        ping.Result.Should().BeEquivalentTo(new { Received = 2, Elapsed = TimeSpan.FromMilliseconds(195) });
    }

    [Theory]
    [InlineData("", "there is nothing")]
    [InlineData("PONG", "the NUL is missing")]
    [InlineData("PONG\0\0", "there is a byte too many")]
    [InlineData("pong\0", "case matters")]
    [InlineData("PING\0", "it is our own ping, reflected")]
    [InlineData("HELLOD00D27889\0", "nobody said HELLO")]
    [InlineData("\u00FF\u00FE\u0000\u0001", "it is garbage")]
    public void Noise_NoPongEver_IsNotAKailleraServer(string datagram, string because)
    {
        var ping = new PingDriver(count: 2).Advance(20).Receive(datagram).Finish();

        ping.Sent.Should().Equal([0, 1_000], "noise answers no ping");
        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.NotAKailleraServer, Received = 0 }, because);
    }

    [Fact]
    public void Noise_BeforeAPong_IsForgotten()
    {
        var ping = new PingDriver(count: 1).Advance(20).Receive("noise").PongAt(50);

        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.Responding, MeanRoundTripTime = TimeSpan.FromMilliseconds(50) });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void PortUnreachable_Twice_IsPortClosedAtOnce(int count)
    {
        var ping = new PingDriver(count).Advance(1).PortUnreachable();

        ping.Conversation.IsFinished.Should().BeFalse("a server may be starting anew");
        ping.Advance(102).PortUnreachable();
        ping.Conversation.IsFinished.Should().BeTrue();
        ping.Sent.Should().Equal(0, 101);
        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.PortClosed, Elapsed = TimeSpan.FromMilliseconds(102), Received = 0 });
    }

    [Fact]
    public void PortUnreachable_CopyOfTheComplaint_IsNoSecondOpinion()
    {
        new PingDriver().Advance(1).PortUnreachable().Advance(3).PortUnreachable().Conversation.IsFinished.Should().BeFalse();
    }

    [Fact]
    public void PortUnreachable_TimeoutIsShorter_StillAsksAgain()
    {
        var ping = new PingDriver(count: 1, timeout: 10).Advance(1).PortUnreachable().Advance(102).PortUnreachable();

        ping.Sent.Should().Equal(0, 101);
        ping.Result.Status.Should().Be(KailleraPingStatus.PortClosed);
    }

    [Fact]
    public void PortUnreachable_OnceAndThenSilence_IsPortClosed()
    {
        new PingDriver().Advance(1).PortUnreachable().Finish().Result.Status.Should().Be(KailleraPingStatus.PortClosed, "routers limit their complaints");
    }

    [Fact]
    public void PortUnreachable_SecondOpinionIsAnswered_IsResponding()
    {
        var ping = new PingDriver(count: 1).Advance(1).PortUnreachable().PongAt(140).Finish();

        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.Responding, Sent = 2, Received = 1 });
    }

    [Fact]
    public void PortUnreachable_AfterAPong_ChangesNothing()
    {
        var ping = new PingDriver(count: 2).PongAt(50).Advance(60).PortUnreachable().Advance(200).PortUnreachable().Finish();

        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.Responding, Sent = 2, Received = 1 });
    }

    [Fact]
    public void PortUnreachable_AfterNoise_IsStillAnotherProgram()
    {
        var ping = new PingDriver().Receive("noise").Advance(1).PortUnreachable().Advance(102).PortUnreachable();

        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.NotAKailleraServer, Elapsed = TimeSpan.FromMilliseconds(102) });
    }

    [Fact]
    public void Stop_UnderWay_EndsAtOnce()
    {
        var ping = new PingDriver(count: 3).PongAt(50).Advance(60).Stop();

        ping.Conversation.IsFinished.Should().BeTrue();
        ping.Conversation.WakeUp.Should().Be(TimeSpan.MaxValue);
        ping.Result.Should().BeEquivalentTo(new { Sent = 2, Received = 1, Elapsed = TimeSpan.FromMilliseconds(60) });
    }

    [Fact]
    public void Receive_AfterTheEnd_ChangesNothing()
    {
        var ping = new PingDriver(count: 1).PongAt(50);
        var before = ping.Result;

        ping.PongAt(60).Receive("noise").PortUnreachable().Stop();

        ping.Result.Should().Be(before);
    }

    // A server that answers every ping, and a line that always takes the same time.
    private static PingDriver AnswerAll(PingDriver ping, double roundTrip)
    {
        for (var answered = 0; answered < ping.Sent.Count && !ping.Conversation.IsFinished; answered++)
        {
            ping.PongAt(ping.Sent[answered] + roundTrip);
        }

        return ping;
    }
}
