namespace Smash64.Kaillera.Tests.Validation;

public sealed class KailleraValidationIPv4Tests
{
    [Fact]
    public void IsIPv4_EveryRecordedText_AgreesWithThePage()
    {
        var wrong = PageRuleVectors.IPv4.Where(row => KailleraValidation.IsIPv4(row.Input) != row.Valid);

        PageRuleVectors.IPv4.Should().HaveCount(3000);
        wrong.Should().BeEmpty();
    }

    [Fact]
    public void TryParseIPv4_EveryRecordedText_AgreesWithThePage()
    {
        foreach (var (input, valid) in PageRuleVectors.IPv4)
        {
            KailleraValidation.TryParseIPv4(input, out var address).Should().Be(valid);
            (address?.ToString()).Should().Be(valid ? input : null);
        }
    }

    [Fact]
    public void IsIPv4_Null_ReturnsFalse() => KailleraValidation.IsIPv4(null).Should().BeFalse();

    [Fact]
    public void IsIPv4_NullOrDefaultLiteral_PicksOneOverload()
    {
        // That these compile is the point: the span overloads must not make old calls ambiguous.
        KailleraValidation.IsIPv4(default).Should().BeFalse();
        KailleraValidation.IsValidPort(null).Should().BeFalse();
        KailleraValidation.TryParsePort(default, out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("0.0.0.0", "it is the smallest")]
    [InlineData("255.255.255.255", "it is the largest")]
    [InlineData("203.0.113.7", "it is an ordinary address")]
    public void IsIPv4_FourNumbers_ReturnsTrue(string text, string because) =>
        KailleraValidation.IsIPv4(text).Should().BeTrue(because);

    [Theory]
    [InlineData("", "there is nothing")]
    [InlineData("1.2.3", "a number is missing")]
    [InlineData("1.2.3.", "the last number is missing")]
    [InlineData(".1.2.3", "the first number is missing")]
    [InlineData("1.2.3.4.", "a dot follows")]
    [InlineData("1.2.3.4.5", "a number is too many")]
    [InlineData("1.2.3.256", "256 is no octet")]
    [InlineData("1.2.3.1000", "four digits are no octet")]
    [InlineData("1.2.3.04", "a leading zero is refused")]
    [InlineData("1.2.3.00", "a leading zero is refused before a zero too")]
    [InlineData(" 1.2.3.4", "white space before is refused")]
    [InlineData("1.2.3.4\n", "a line break after is refused")]
    [InlineData("1.2.3.4\0", "a NUL after is refused")]
    [InlineData("1.2.3.4:27886", "a port after is refused")]
    [InlineData("1.2.3.\u0664", "digits are ASCII")]
    [InlineData("1.2.3.+4", "a sign is refused")]
    [InlineData("127.1", "the short form of inet_aton is refused")]
    [InlineData("0x7f.0.0.1", "hexadecimal is refused")]
    [InlineData("2130706433", "a single number is refused")]
    [InlineData("::ffff:1.2.3.4", "IPv6 is refused")]
    [InlineData("localhost", "names are refused")]
    public void IsIPv4_AnythingElse_ReturnsFalse(string text, string because) =>
        KailleraValidation.IsIPv4(text).Should().BeFalse(because);

    [Fact]
    public void TryParseIPv4_Valid_KeepsTheOrderOfTheOctets()
    {
        KailleraValidation.TryParseIPv4("1.2.3.254", out var address).Should().BeTrue();

        address.Should().Be(new IPAddress(new byte[] { 1, 2, 3, 254 }));
    }

    [Fact]
    public void TryParseIPv4_PartOfAText_ReadsOnlyThePart()
    {
        KailleraValidation.TryParseIPv4("host=10.0.0.1;".AsSpan()[5..^1], out var address).Should().BeTrue();

        address.Should().Be(IPAddress.Parse("10.0.0.1"));
    }
}
