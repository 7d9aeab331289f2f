namespace Smash64.Kaillera.Tests.Validation;

public sealed class KailleraValidationPortTests
{
    // Half the distance between two doubles from 1024 to 2048: the exact decimal of 2 to the power of -43.
    private const string HalfStep = "00000000000011368683772161602973937988281250";

    [Fact]
    public void TryParsePort_EveryRecordedText_TakesThePagesWholeNumbers()
    {
        PageRuleVectors.Port.Should().HaveCount(2000);
        foreach (var row in PageRuleVectors.Port)
        {
            var isPort = row is { Valid: true, Integer: not null };

            KailleraValidation.TryParsePort(row.Input, out var port).Should().Be(isPort, "the text is {0}", row.Input);
            KailleraValidation.IsValidPort(row.Input).Should().Be(isPort);
            KailleraValidation.IsValidPort(row.Input.AsSpan()).Should().Be(isPort);
            port.Should().Be(isPort ? (int)row.Integer!.Value : 0);
        }
    }

    [Theory]
    [InlineData(int.MinValue, false)]
    [InlineData(-27886, false)]
    [InlineData(0, false)]
    [InlineData(1024, false)]
    [InlineData(1025, true)]
    [InlineData(27886, true)]
    [InlineData(65534, true)]
    [InlineData(65535, false)]
    [InlineData(65536 + 27886, false)]
    [InlineData(int.MaxValue, false)]
    public void IsValidPort_Number_TakesTheRange(int port, bool expected) =>
        KailleraValidation.IsValidPort(port).Should().Be(expected);

    [Fact]
    public void TryParsePort_EveryNumberAsText_AgreesWithTheNumber()
    {
        for (var number = -10; number <= 70_000; number++)
        {
            var text = number.ToString(System.Globalization.CultureInfo.InvariantCulture);

            var isPort = KailleraValidation.TryParsePort(text, out var port);

            (isPort, port).Should().Be(KailleraValidation.IsValidPort(number) ? (true, number) : (false, 0));
        }
    }

    [Theory]
    [InlineData("27886", "it is a plain number")]
    [InlineData("\uFEFF\u00A0\u3000\u2028\t27886\r\n\v\f", "JavaScript trims all of these")]
    [InlineData("+027886.000", "sign, leading zero and empty fraction change nothing")]
    [InlineData("27886.", "a point may end the number")]
    [InlineData("278860E-01", "the exponent scales it")]
    [InlineData(".27886e5", "a point may begin the number")]
    [InlineData("0x6cEE", "hexadecimal")]
    [InlineData("0O66356", "octal")]
    [InlineData("0b110110011101110", "binary")]
    [InlineData("27885.9999999999999999999999", "it rounds to a whole number as a double")]
    public void TryParsePort_AnyFormOfJavaScript_ReadsIt(string text, string because)
    {
        KailleraValidation.TryParsePort(text, out var port).Should().BeTrue(because);

        port.Should().Be(27886);
    }

    [Theory]
    [InlineData("", "it is 0 to JavaScript")]
    [InlineData(" ", "it is 0 to JavaScript")]
    [InlineData("27886.5", "a fraction is no port")]
    [InlineData("65535", "the input field takes it and the rule does not")]
    [InlineData("-27886", "it is negative")]
    [InlineData("+0x6cee", "a sign is for decimals only")]
    [InlineData("0x", "there are no digits")]
    [InlineData("0o8", "8 is not octal")]
    [InlineData("0b2", "2 is not binary")]
    [InlineData("27886e", "the exponent has no digits")]
    [InlineData("27886e+", "the exponent has a sign only")]
    [InlineData("27_886", "separators are for source code")]
    [InlineData("27,886", "there are no groups")]
    [InlineData("27886\0", "NUL is no white space")]
    [InlineData("\u008527886", "NEL is white space to .NET, not to JavaScript")]
    [InlineData("\u200B27886", "the zero-width space is a format character")]
    [InlineData("27886 27887", "there are two")]
    [InlineData("\u0662\u0667\u0668\u0668\u0666", "digits are ASCII")]
    [InlineData("Infinity", "it is not finite")]
    [InlineData("NaN", "it is not a number")]
    [InlineData("1e99999999999999999999999999", "the exponent must not overflow")]
    [InlineData("27886e18446744073709551616", "the exponent must not wrap around")]
    [InlineData("0x10000000000006cee", "the digits must not wrap around")]
    [InlineData("4294995182", "the number must not wrap around")]
    public void TryParsePort_AnythingElse_ReturnsFalse(string text, string because)
    {
        KailleraValidation.TryParsePort(text, out var port).Should().BeFalse(because);

        port.Should().Be(0);
    }

    [Fact]
    public void TryParsePort_Null_ReturnsFalse() => KailleraValidation.TryParsePort(null, out _).Should().BeFalse();

    [Fact]
    public void TryParsePort_HalfwayBetweenDoubles_RoundsToEvenAndSeesFarDigits()
    {
        var tail = new string('0', 100_000);

        KailleraValidation.IsValidPort("1025." + HalfStep).Should().BeTrue("a tie goes to the even double, 1025");
        KailleraValidation.IsValidPort($"1025.{HalfStep}{tail}").Should().BeTrue("zeros change nothing");
        KailleraValidation.IsValidPort($"1025.{HalfStep}{tail}1").Should().BeFalse("it is past the middle");
    }

    [Theory]
    [InlineData("0x", "6cee", "zeros before hexadecimal digits")]
    [InlineData("0o", "66356", "zeros before octal digits")]
    [InlineData("0b", "110110011101110", "zeros before binary digits")]
    [InlineData("", "27886", "zeros before decimal digits")]
    [InlineData("27886.", "", "zeros after the point")]
    [InlineData("27886e-", "", "zeros in the exponent")]
    public void TryParsePort_ManyZeros_ReadsIt(string before, string after, string because)
    {
        KailleraValidation.TryParsePort($"{before}{new string('0', 100_000)}{after}", out var port)
            .Should().BeTrue(because);

        port.Should().Be(27886);
    }

    [Fact]
    public void TryParsePort_ExponentMakesUpForManyDigits_ReadsIt()
    {
        var zeros = new string('0', 100_000);

        KailleraValidation.TryParsePort($"27886{zeros}e-100000", out var large).Should().BeTrue();
        KailleraValidation.TryParsePort($"0.{zeros}27886e100005", out var small).Should().BeTrue();

        (large, small).Should().Be((27886, 27886));
    }
}
