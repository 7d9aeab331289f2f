namespace Smash64.Kaillera.Tests.P2P.Protocol;

public sealed class P2PProbeScheduleTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 300)]
    [InlineData(9, 2_200)]
    [InlineData(10, 2_600)]
    [InlineData(12, 3_400)]
    public void KnockAt_Index_FollowsTheTableAndGoesOnEvery400Milliseconds(int index, int milliseconds)
    {
        P2PProbeSchedule.KnockAt(index).Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(0, 600)]
    [InlineData(7, 1_900)]
    [InlineData(8, 2_300)]
    public void DoorbellAt_Index_FollowsTheTableAndGoesOnEvery400Milliseconds(int index, int milliseconds)
    {
        P2PProbeSchedule.DoorbellAt(index).Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15, 1_600)]
    [InlineData(16, 1_800)]
    [InlineData(18, 2_200)]
    public void LoginAt_Identify_FollowsTheTableAndGoesOnEvery200Milliseconds(int index, int milliseconds)
    {
        P2PProbeSchedule
            .LoginAt(index, P2PProbeMode.Identify, TimeSpan.FromSeconds(20))
            .Should()
            .Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(400, 100, "a quarter of a short timeout")]
    [InlineData(1_200, 300, "both are the same")]
    [InlineData(20_000, 300, "no player is as far away as that")]
    public void LoginAt_Quiet_WaitsForAnAnswerToAKnockFirst(int timeout, int milliseconds, string because)
    {
        P2PProbeSchedule
            .LoginAt(0, P2PProbeMode.Quiet, TimeSpan.FromMilliseconds(timeout))
            .Should()
            .Be(TimeSpan.FromMilliseconds(milliseconds), because);
    }

    [Fact]
    public void LoginAt_TwoThirdsOfTheTimeoutAreOver_IsNever()
    {
        var timeout = TimeSpan.FromSeconds(1);

        P2PProbeSchedule.LoginAt(6, P2PProbeMode.Identify, timeout).Should().Be(TimeSpan.FromMilliseconds(600));
        P2PProbeSchedule.LoginAt(7, P2PProbeMode.Identify, timeout).Should().Be(TimeSpan.MaxValue, "its answer might come too late");
    }

    [Fact]
    public void LoginAt_JustAtTheEndOfItsShare_IsStillSent()
    {
        P2PProbeSchedule.LoginAt(40, P2PProbeMode.Identify, TimeSpan.FromSeconds(10)).Should().Be(TimeSpan.FromSeconds(6.6));
    }

    [Fact]
    public void LoginAt_Knock_IsNever()
    {
        P2PProbeSchedule.LoginAt(0, P2PProbeMode.Knock, TimeSpan.FromSeconds(20)).Should().Be(TimeSpan.MaxValue);
    }

    [Fact]
    public void PingsOf_Index_StartsPlainAndThenTakesTurns()
    {
        Enumerable.Range(0, 9).Select(P2PProbeSchedule.PingsOf).Should().Equal(0, 0, 1, 2, 3, 0, 3, 0, 3);
    }

    [Fact]
    public void ThriftyPingsOf_HostAnswersNoKnocks_AsksForOneMoreEachTime()
    {
        Enumerable.Range(0, 6).Select(index => P2PProbeSchedule.ThriftyPingsOf(index, answersKnocks: false)).Should().Equal(0, 1, 2, 3, 3, 3);
    }

    [Fact]
    public void ThriftyPingsOf_HostAnswersKnocks_IsMostlyPlain()
    {
        Enumerable.Range(0, 6).Select(index => P2PProbeSchedule.ThriftyPingsOf(index, answersKnocks: true)).Should().Equal(0, 3, 0, 0, 3, 0);
    }

    [Theory]
    [InlineData(P2PProbeMode.Knock, 1_000, 200, "a silent host gets 5 knocks a second")]
    [InlineData(P2PProbeMode.Quiet, 1_000, 50, "a silent host gets 20 datagrams a second")]
    [InlineData(P2PProbeMode.Identify, 1_000, 50, "a silent host gets 20 datagrams a second")]
    [InlineData(P2PProbeMode.Knock, 4, 1, "one must always run")]
    [InlineData(P2PProbeMode.Knock, 1_000_000, 300, "no more than the caller allows")]
    [InlineData(P2PProbeMode.Quiet, 0, 300, "0 is no limit")]
    public void MostAtOnce_Rate_IsKeptByRepeatsAlone(P2PProbeMode mode, int rate, int expected, string because)
    {
        P2PProbeSchedule.MostAtOnce(mode, rate, maxConcurrency: 300).Should().Be(expected, because);
    }
}
