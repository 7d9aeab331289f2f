namespace Smash64.Kaillera.Tests.P2P.Protocol;

public sealed class P2PRoundTripsTests
{
    private readonly P2PRoundTrips _times = new();

    [Fact]
    public void Best_NothingWasAsked_IsUnknown()
    {
        _times.Answered(0, At(10));

        _times.Best.Should().BeNull();
        _times.IsExact.Should().BeFalse();
    }

    [Fact]
    public void Answered_QuestionSentOnce_IsExact()
    {
        _times.Asked(0, At(100));
        _times.Answered(0, At(130));

        _times.Best.Should().Be(At(30));
        _times.IsExact.Should().BeTrue();
    }

    [Fact]
    public void Answered_RepeatedQuestion_TellsTheTimeSinceTheFirstAtMost()
    {
        _times.Asked(0, At(100));
        _times.Asked(0, At(200));
        _times.Answered(0, At(230));

        _times.Best.Should().Be(At(130));
        _times.IsExact.Should().BeFalse("the answer may be for either");
    }

    [Fact]
    public void Answered_NewQuestionBehindARepeatedOne_IsExactAndCounts()
    {
        _times.Asked(0, At(0));
        _times.Asked(1, At(100));
        _times.Answered(0, At(120));
        _times.Answered(1, At(140));

        _times.Best.Should().Be(At(40));
        _times.IsExact.Should().BeTrue("the PING was sent once although its login was sent twice");
    }

    [Fact]
    public void Answered_SeveralExactTimes_KeepsTheLeast()
    {
        _times.Asked(0, At(0));
        _times.Answered(0, At(50));
        _times.Answered(0, At(90));
        _times.Best.Should().Be(At(50), "a later answer took longer");

        _times.Answered(0, At(20));
        _times.Best.Should().Be(At(20));
    }

    [Fact]
    public void Answered_SeveralUpperLimits_KeepsTheLeast()
    {
        _times.Asked(0, At(0));
        _times.Asked(0, At(10));
        _times.Answered(0, At(50));
        _times.Answered(0, At(90));

        _times.Best.Should().Be(At(50));
    }

    [Fact]
    public void Answered_ExactTimeIsLongerThanTheLimit_IsStillTheOneTold()
    {
        _times.Asked(0, At(0));
        _times.Asked(1, At(10));
        _times.Answered(0, At(20));
        _times.Answered(1, At(60));

        _times.Best.Should().Be(At(50));
    }

    [Theory]
    [InlineData(3, "it was not asked yet")]
    [InlineData(15, "no serial of ours is outside the window")]
    [InlineData(200, "no serial of ours is outside the window")]
    public void Answered_SerialThatWasNotAsked_TellsNothing(int serial, string because)
    {
        _times.Asked(2, At(0));
        _times.Answered(serial, At(10));

        _times.Best.Should().BeNull(because);
    }

    [Fact]
    public void Answered_LastSerialOfTheWindow_IsExact()
    {
        _times.Asked(P2PProtocol.SerialWindow, At(5));
        _times.Answered(P2PProtocol.SerialWindow, At(10));

        _times.Best.Should().Be(At(5));
    }

    [Fact]
    public void KnockAnswered_OneKnock_IsExact()
    {
        _times.Knocked(At(20));
        _times.KnockAnswered(At(50));

        _times.Best.Should().Be(At(30));
        _times.IsExact.Should().BeTrue();
    }

    [Fact]
    public void KnockAnswered_TwoKnocks_TellsTheTimeSinceTheFirstAtMost()
    {
        _times.Knocked(At(20));
        _times.Knocked(At(320));
        _times.KnockAnswered(At(350));

        _times.Best.Should().Be(At(330));
        _times.IsExact.Should().BeFalse();
    }

    [Fact]
    public void KnockAnswered_NoKnock_TellsNothing()
    {
        _times.KnockAnswered(At(10));

        _times.Best.Should().BeNull();
    }

    // The first answer came at 1030 to knocks at 100, 400, 700 and 1000, so it took 930, 630, 330 or 30.
    [Theory]
    [InlineData(10, 30)]
    [InlineData(40, 30)]
    [InlineData(300, 330)]
    [InlineData(500, 630)]
    [InlineData(650, 630)]
    [InlineData(900, 930)]
    [InlineData(5_000, 930)]
    public void KnockAnswered_OneKnockMoreAfterTheFirstAnswer_TellsWhichKnockThatWasFor(int last, int expected)
    {
        foreach (var knock in new[] { 100, 400, 700, 1_000 })
        {
            _times.Knocked(At(knock));
        }

        _times.KnockAnswered(At(1_030));
        _times.Knocked(At(1_030));
        _times.KnockAnswered(At(1_030 + last));

        _times.Best.Should().Be(At(expected));
        _times.IsExact.Should().BeTrue();
    }

    [Fact]
    public void KnockAnswered_ExactTimeIsKnown_ChangesNothing()
    {
        _times.Knocked(At(0));
        _times.KnockAnswered(At(40));
        _times.Knocked(At(50));
        _times.KnockAnswered(At(60));

        _times.Best.Should().Be(At(40));
    }

    [Fact]
    public void KnockAnswered_ALoginToldTheExactTime_IsNoGuessInItsPlace()
    {
        _times.Asked(0, At(0));
        _times.Answered(0, At(20));
        _times.Knocked(At(0));
        _times.Knocked(At(300));
        _times.KnockAnswered(At(330));
        _times.Knocked(At(330));
        _times.KnockAnswered(At(350));

        _times.Best.Should().Be(At(20));
    }

    [Fact]
    public void Clear_Always_ForgetsQuestionsKnocksAndTimes()
    {
        _times.Asked(0, At(0));
        _times.Asked(0, At(1));
        _times.Answered(0, At(5));
        _times.Asked(1, At(6));
        _times.Answered(1, At(7));
        _times.Knocked(At(8));
        _times.KnockAnswered(At(9));

        _times.Clear();

        _times.Best.Should().BeNull();
        _times.Answered(0, At(100));
        _times.Best.Should().BeNull("no login was sent since");
        _times.Knocked(At(200));
        _times.KnockAnswered(At(260));
        _times.Best.Should().Be(At(60));
        _times.IsExact.Should().BeTrue("one knock was sent since");
    }

    [Fact]
    public void Clear_NothingWasAsked_IsHarmless()
    {
        _times.Clear();

        _times.Best.Should().BeNull();
    }

    private static TimeSpan At(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
