namespace Smash64.Kaillera.Tests.Protocol;

/// <summary>The pings of one call, one after the other.</summary>
public sealed class PingSeriesTests
{
    [Fact]
    public void Pings_AllAnswered_FollowEachOtherWithoutPauseAndAreSummedUp()
    {
        var ping = new PingDriver(count: 3).PongAt(50, 90, 150);

        ping.IsFinished.Should().BeTrue();
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
    public void Loss_FirstPing_TimesTheOthersAtOnce()
    {
        var ping = new PingDriver(count: 3).PongAt(1_050, 1_097);

        ping.Sent.Should().Equal([0, 1_000, 1_050], "nothing has to wait");
        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Received = 2,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(47),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(50),
                    Elapsed = TimeSpan.FromMilliseconds(1_097),
                }
            );
    }

    [Fact]
    public void LatePong_ToAClosedSocket_IsLost()
    {
        // 1200 ms there and back: nobody takes the first answer for one of 200 ms to the second ping.
        var ping = new PingDriver(count: 2).PongTo(0, 1_200).PongTo(1, 2_200);

        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.NoResponse, Sent = 2, Received = 0, Loss = 1.0 });
    }

    [Fact]
    public void LatePong_DuringTheNextPing_LeavesThatOnesTimeAlone()
    {
        var ping = new PingDriver(count: 2).PongTo(0, 1_020).PongTo(1, 1_050);

        ping.Result.Should().BeEquivalentTo(new { Received = 1, MeanRoundTripTime = TimeSpan.FromMilliseconds(50) });
    }

    [Fact]
    public void Copy_TogetherWithThePong_IsIgnored()
    {
        var ping = new PingDriver(count: 2).Advance(50).ReceiveTwoPongs();

        ping.Sent.Should().Equal(0, 50);
        ping.Finish().Result.Received.Should().Be(1);
    }

    [Fact]
    public void Copy_AfterTheNextPing_ComesToAClosedSocket()
    {
        var ping = new PingDriver(count: 2).PongTo(0, 50).PongTo(0, 53).PongTo(1, 102);

        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Received = 2,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(50),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(52),
                }
            );
    }

    [Fact]
    public void Noise_NoPongEver_IsNotAKailleraServer()
    {
        var ping = new PingDriver(count: 2).Advance(20).Receive("noise").Finish();

        ping.Sent.Should().Equal([0, 1_000], "noise answers no ping");
        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.NotAKailleraServer, Received = 0, Loss = 1.0 });
    }

    [Fact]
    public void Noise_PongToALaterPing_IsForgotten()
    {
        var ping = new PingDriver(count: 2).Advance(20).Receive("noise").PongAt(1_050);

        ping.Result.Should()
            .BeEquivalentTo(new { Status = KailleraPingStatus.Responding, MeanRoundTripTime = TimeSpan.FromMilliseconds(50) });
    }

    [Theory]
    [InlineData(1, 1_000)]
    [InlineData(3, 1_000)]
    [InlineData(3, 10)]
    public void PortUnreachable_Twice_IsPortClosedAtOnce(int count, double timeout)
    {
        var ping = new PingDriver(count, timeout).Advance(1).PortUnreachable();

        ping.IsFinished.Should().BeFalse("a server may be starting anew");
        ping.Advance(102).PortUnreachable();
        ping.IsFinished.Should().BeTrue("the remaining pings are not worth sending");
        ping.Sent.Should().Equal(0, 101);
        ping.Result.Should()
            .BeEquivalentTo(
                new { Status = KailleraPingStatus.PortClosed, Elapsed = TimeSpan.FromMilliseconds(102), Sent = 2, Received = 0 }
            );
    }

    [Fact]
    public void PortUnreachable_OnceAndThenSilence_IsPortClosed()
    {
        var ping = new PingDriver(count: 2).Advance(1).PortUnreachable().Finish();

        ping.Sent.Should().Equal(0, 101, 1_101);
        ping.Result.Status.Should().Be(KailleraPingStatus.PortClosed, "routers limit their complaints");
    }

    [Fact]
    public void PortUnreachable_AgainAtALaterPing_NeedsNoThirdOpinion()
    {
        var ping = new PingDriver(count: 5).Advance(1).PortUnreachable().Advance(1_102).PortUnreachable();

        ping.IsFinished.Should().BeTrue();
        ping.Sent.Should().Equal(0, 101, 1_101);
        ping.Result.Status.Should().Be(KailleraPingStatus.PortClosed);
    }

    [Fact]
    public void PortUnreachable_AfterASilentPing_AsksAgainToo()
    {
        var ping = new PingDriver(count: 2).Advance(1_001).PortUnreachable().Advance(1_102).PortUnreachable();

        ping.Sent.Should().Equal(0, 1_000, 1_101);
        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.PortClosed, Sent = 3 });
    }

    [Fact]
    public void PortUnreachable_RepeatIsAnswered_GoesOnAndCountsTheRefusedPingAsLost()
    {
        var ping = new PingDriver(count: 2).Advance(1).PortUnreachable().PongAt(140, 180);

        ping.Sent.Should().Equal(0, 101, 140);
        ping.Result.Should()
            .BeEquivalentTo(
                new
                {
                    Status = KailleraPingStatus.Responding,
                    Sent = 3,
                    Received = 2,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(39),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(40),
                }
            );
    }

    [Fact]
    public void PortUnreachable_AfterAPong_IsALossLikeAnyOther()
    {
        var ping = new PingDriver(count: 3).PongAt(50).Advance(60).PortUnreachable().Advance(200).PortUnreachable().Finish();

        ping.Sent.Should().Equal(0, 50, 1_050);
        ping.Result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.Responding, Sent = 3, Received = 1 });
    }

    [Fact]
    public void PortUnreachable_AfterNoise_IsStillAnotherProgram()
    {
        var ping = new PingDriver().Receive("noise").Advance(1).PortUnreachable().Advance(102).PortUnreachable();

        ping.Result.Should()
            .BeEquivalentTo(new { Status = KailleraPingStatus.NotAKailleraServer, Elapsed = TimeSpan.FromMilliseconds(102) });
    }
}
