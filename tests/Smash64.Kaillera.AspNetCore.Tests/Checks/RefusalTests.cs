namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class RefusalTests
{
    [Theory]
    [InlineData(0, 1, "zero would mean: at once")]
    [InlineData(0.05, 1, "it is rounded up")]
    [InlineData(1, 1, "it is a whole second")]
    [InlineData(1.01, 2, "whoever comes a moment early is refused again")]
    [InlineData(59.5, 60, "it is rounded up")]
    public void RetryAfterSeconds_Time_IsWholeSecondsAndNeverTooFew(double seconds, int expected, string because) =>
        new Refusal(RefusalReason.TooManyChecks, TimeSpan.FromSeconds(seconds)).RetryAfterSeconds.Should().Be(expected, because);
}
