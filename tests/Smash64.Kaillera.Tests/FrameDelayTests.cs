namespace Smash64.Kaillera.Tests;

public sealed class FrameDelayTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(33, 1)]
    [InlineData(33.999, 1)]
    [InlineData(34, 2)]
    [InlineData(67, 2)]
    [InlineData(68, 3)]
    [InlineData(99, 3)]
    [InlineData(100, 4)]
    [InlineData(133, 4)]
    [InlineData(60_000, 1_801)]
    public void ForP2P_Ping_IsTheFramesThatN02Plays(double milliseconds, int frames) =>
        FrameDelay.ForP2P(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(frames);

    [Theory]
    [InlineData(0, KailleraConnection.Lan, 1)]
    [InlineData(16, KailleraConnection.Lan, 1)]
    [InlineData(17, KailleraConnection.Lan, 2)]
    [InlineData(33, KailleraConnection.Lan, 2)]
    [InlineData(34, KailleraConnection.Lan, 3)]
    [InlineData(49, KailleraConnection.Lan, 3)]
    [InlineData(50, KailleraConnection.Lan, 4)]
    [InlineData(33, KailleraConnection.Excellent, 3)]
    [InlineData(34, KailleraConnection.Excellent, 5)]
    [InlineData(99, KailleraConnection.Good, 8)]
    [InlineData(100, KailleraConnection.Good, 11)]
    [InlineData(99, KailleraConnection.Bad, 11)]
    [InlineData(100, KailleraConnection.Bad, 17)]
    public void ForServer_Ping_IsTheFramesThatEmuLinkerSFGives(double milliseconds, KailleraConnection connection, int frames) =>
        FrameDelay.ForServer(TimeSpan.FromMilliseconds(milliseconds), connection).Should().Be(frames);

    [Theory]
    [InlineData(-1)]
    [InlineData(60_001)]
    public void Ping_OutOfRange_IsTheCallersMistake(int milliseconds)
    {
        FluentActions.Invoking(() => FrameDelay.ForP2P(TimeSpan.FromMilliseconds(milliseconds))).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*zero or more*");
        FluentActions
            .Invoking(() => FrameDelay.ForServer(TimeSpan.FromMilliseconds(milliseconds), KailleraConnection.Lan))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(KailleraConnection.Unknown)]
    [InlineData((KailleraConnection)7)]
    public void Connection_NoneOfTheSix_IsTheCallersMistake(KailleraConnection connection) =>
        FluentActions.Invoking(() => FrameDelay.ForServer(TimeSpan.Zero, connection)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Lan to Bad*");
}
