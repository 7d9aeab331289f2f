namespace Smash64.Kaillera.Tests.Validation;

public sealed class KailleraValidationDescriptionTests
{
    private const string IPv4Rule = "must be four numbers from 0 to 255 without leading zeros";

    [Fact]
    public void DescribeInvalidPort_Fraction_NamesTheTextAndTheRule() =>
        KailleraValidation.DescribeInvalidPort("27886.5").Should().Be(
            "\"27886.5\" is not a valid port: it must be a whole number from 1025 to 65534.");

    [Theory]
    [InlineData("", "nothing was entered")]
    [InlineData(" \t", "nothing was entered")]
    [InlineData("65535", "passes the page's input field but not its rule")]
    [InlineData("0xffff", "passes the page's input field but not its rule")]
    [InlineData("27,886", "without anything between")]
    [InlineData("203.0.113.7:27886", "without an address")]
    public void DescribeInvalidPort_FrequentMistake_SaysWhatIsWrong(string text, string mistake) =>
        KailleraValidation.DescribeInvalidPort(text).Should()
            .Contain("from 1025 to 65534; ").And.Contain(mistake).And.EndWith(".");

    [Theory]
    [InlineData("0", "it is a number that is simply out of range")]
    [InlineData("1024", "it is a number that is simply out of range")]
    [InlineData("65536", "it is a number that is simply out of range")]
    [InlineData("abc", "it is no number")]
    [InlineData("27886:99999", "what stands behind the colon is no port either")]
    [InlineData("27,8x6", "it is more than digits in groups")]
    [InlineData("27886", "it is valid and the caller asked anyway")]
    public void DescribeInvalidPort_NoFrequentMistake_EndsWithTheRule(string text, string because) =>
        KailleraValidation.DescribeInvalidPort(text).Should().EndWith("from 1025 to 65534.", because);

    [Theory]
    [InlineData("", "nothing was entered")]
    [InlineData(" ", "nothing was entered")]
    [InlineData(" 203.0.113.7\n", "white space around")]
    [InlineData("203.0.113.7:27886", "give the port separately")]
    [InlineData("203.0.113.007", "has a leading zero")]
    [InlineData("999.0.113.00", "has a leading zero")]
    [InlineData("203.0.113.256", "is larger than 255")]
    [InlineData("::1", "is an IPv6 address")]
    [InlineData("fe80::1%7", "is an IPv6 address")]
    [InlineData("[2001:db8::1]:27886", "is an IPv6 address")]
    [InlineData("localhost", "looks like a host name")]
    [InlineData("play.example.org", "looks like a host name")]
    public void DescribeInvalidIPv4_FrequentMistake_SaysWhatIsWrong(string text, string mistake) =>
        KailleraValidation.DescribeInvalidIPv4(text).Should()
            .Contain(IPv4Rule).And.Contain("; ").And.Contain(mistake).And.EndWith(".");

    [Theory]
    [InlineData("1.2.3", "a number is missing")]
    [InlineData("1.2.3.", "a number is empty")]
    [InlineData("1.2.3.4.5", "a number is too many")]
    [InlineData("http://203.0.113.7/", "it is a link")]
    [InlineData("2130706433", "it is a single number")]
    [InlineData("203.0.113.7", "it is valid and the caller asked anyway")]
    public void DescribeInvalidIPv4_NoFrequentMistake_EndsWithTheRule(string text, string because) =>
        KailleraValidation.DescribeInvalidIPv4(text).Should().Be(
            $"\"{text}\" is not a valid IPv4 address: it {IPv4Rule}, with dots between and nothing around.", because);

    [Fact]
    public void DescribeInvalid_Null_SaysNull()
    {
        KailleraValidation.DescribeInvalidIPv4(null).Should().StartWith("null is not a valid IPv4 address: ");
        KailleraValidation.DescribeInvalidPort(null).Should().StartWith("null is not a valid port: ");
    }

    [Theory]
    [InlineData("a\0b\r\nc\u001B[31m", "\"a\uFFFDb\uFFFD\uFFFDc\uFFFD[31m\" ", "control characters can rewrite a line")]
    [InlineData("a\u202Eb\u200Bc\u2028", "\"a\uFFFDb\uFFFDc\uFFFD\" ", "these reorder, hide or break a line")]
    [InlineData("\U0001F3AE \u00E9", "\"\U0001F3AE \u00E9\" ", "ordinary characters stay")]
    public void DescribeInvalid_UnseenCharacters_AreReplaced(string text, string shown, string because)
    {
        KailleraValidation.DescribeInvalidIPv4(text).Should().StartWith(shown, because);
        KailleraValidation.DescribeInvalidPort(text).Should().StartWith(shown, because);
    }

    [Fact]
    public void DescribeInvalid_HalfASurrogatePair_IsReplaced() =>
        KailleraValidation.DescribeInvalidPort("a\uD83Db").Should().StartWith("\"a\uFFFDb\" ");

    [Fact]
    public void DescribeInvalid_LongText_IsCutAtSixtyCharacters()
    {
        var sixty = new string('x', 60);

        KailleraValidation.DescribeInvalidPort(sixty).Should().StartWith($"\"{sixty}\" is");
        KailleraValidation.DescribeInvalidPort(sixty + "y").Should().StartWith($"\"{sixty}…\" is");
        KailleraValidation.DescribeInvalidPort(sixty[1..] + "\U0001F3AE").Should()
            .StartWith($"\"{sixty[1..]}…\" is", "a surrogate pair is not split");
        KailleraValidation.DescribeInvalidIPv4(new string('1', 100_000)).Should().HaveLength(
            KailleraValidation.DescribeInvalidIPv4(new string('1', 61)).Length);
    }

    [Theory]
    [InlineData("1.2.3.4:80", "\"80\" is not a valid port", "the address is fine")]
    [InlineData("1.2.3:27886", "\"1.2.3\" is not a valid IPv4 address", "the port is fine")]
    [InlineData("::1", "\"::1\" is not a valid IPv4 address", "the colons are not for a port")]
    [InlineData("host", "\"host\" is not a valid IPv4 address", "no port was given")]
    [InlineData(null, "null is not a valid IPv4 address", "nothing was given")]
    public void DescribeInvalidEndPoint_Text_BlamesThePartThatIsWrong(string? text, string start, string because) =>
        KailleraValidation.DescribeInvalidEndPoint(text).Should().StartWith(start, because);
}
