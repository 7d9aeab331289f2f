using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>Rounds become figures of five minutes, and those figures of a day.</summary>
public sealed class FiguresTests
{
    [Fact]
    public void Of_NoRounds_IsAGap() => Figures.Of(Array.Empty<MinuteAnswer>()).Should().Be(default(Figures));

    [Fact]
    public void Of_OddCount_HasTheMiddleOneAndTheOutermostPings() =>
        Figures.Of([Up(1, 300), Up(2, 100), Up(3, 200)]).Should().Be(new Figures(3, 3, 9, 9, 90, 200, 310));

    [Fact]
    public void Of_EvenCount_HasTheMeanOfTheMiddleOnes() => Figures.Of([Up(1, 100), Up(2, 200)]).Middle.Should().Be(150);

    [Fact]
    public void Of_SilentRounds_CountAsAskedAndHaveNoTime() =>
        Figures.Of([Silent(1), Up(2, 100), Silent(3)]).Should().Be(new Figures(3, 1, 9, 3, 90, 100, 110));

    [Fact]
    public void Of_OnlySilence_HasNoTimes() => Figures.Of([Silent(1), Silent(2)]).Should().Be(new Figures(2, 0, 6, 0, 0, 0, 0));

    [Fact]
    public void Of_Parts_SumsUpAndTakesTheMedianOfTheirMedians() =>
        Figures
            .Of([new Figures(5, 5, 15, 14, 90, 100, 400), new Figures(5, 0, 15, 0, 0, 0, 0), new Figures(5, 4, 15, 12, 80, 300, 310)])
            .Should()
            .Be(new Figures(15, 9, 45, 26, 80, 200, 400));

    [Fact]
    public void MinuteAnswer_OfPings_HoldsTenthsOfMilliseconds()
    {
        var result = new KailleraPingResult(new IPEndPoint(IPAddress.Loopback, 27888), KailleraPingStatus.Responding)
        {
            Sent = 3,
            Received = 2,
            MinimumRoundTripTime = TimeSpan.FromMilliseconds(20.14),
            MeanRoundTripTime = TimeSpan.FromMilliseconds(25.25),
            MaximumRoundTripTime = TimeSpan.FromMilliseconds(30.36),
        };

        MinuteAnswer.Of(7, result).Should().Be(new MinuteAnswer(7, 3, 2, 201, 252, 304));
    }

    [Theory]
    [InlineData(KailleraPingStatus.NoResponse)]
    [InlineData(KailleraPingStatus.PortClosed)]
    [InlineData(KailleraPingStatus.NotAKailleraServer)]
    public void MinuteAnswer_NoServerThere_IsDown(KailleraPingStatus status) =>
        MinuteAnswer
            .Of(7, new KailleraPingResult(new IPEndPoint(IPAddress.Loopback, 27888), status) { Sent = 3 })
            .Should()
            .Be(new MinuteAnswer(7, 3, 0, 0, 0, 0));

    private static MinuteAnswer Up(int minute, int mean) => new(minute, 3, 3, mean - 10, mean, mean + 10);

    private static MinuteAnswer Silent(int minute) => new(minute, 3, 0, 0, 0, 0);
}
