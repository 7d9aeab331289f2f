using System.Globalization;

namespace Smash64.Kaillera.Console.Tests.Input;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("2", 2_000)]
    [InlineData("2.5", 2_500)]
    [InlineData("2.5s", 2_500)]
    [InlineData("800ms", 800)]
    [InlineData("800 MS", 800)]
    [InlineData(" 1m ", 60_000)]
    [InlineData("0.5h", 1_800_000)]
    [InlineData(".5", 500)]
    public void TryParse_Duration_IsRead(string text, int milliseconds)
    {
        DurationText.TryParse(text, out var duration).Should().BeTrue();

        duration.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("ms")]
    [InlineData("0")]
    [InlineData("0.0000000001")]
    [InlineData("-1s")]
    [InlineData("+1s")]
    [InlineData("1,5s")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("1d")]
    [InlineData("1 2s")]
    [InlineData("79228162514264337593543950335h")]
    [InlineData("999999999999999999999999999999999h")]
    public void TryParse_AnythingElse_IsRefused(string? text) =>
        DurationText.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void TryParse_CultureWithDecimalComma_ReadsThePoint()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };

            DurationText.TryParse("2.5s", out var duration).Should().BeTrue();

            duration.Should().Be(TimeSpan.FromSeconds(2.5));
            DurationText.Format(duration).Should().Be("2.5 s");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(800, "800 ms")]
    [InlineData(2_500, "2.5 s")]
    [InlineData(60_000, "60 s")]
    [InlineData(300_000, "5 min")]
    [InlineData(86_400_000, "24 h")]
    public void Format_Duration_IsShort(int milliseconds, string text) =>
        DurationText.Format(TimeSpan.FromMilliseconds(milliseconds)).Should().Be(text);
}
