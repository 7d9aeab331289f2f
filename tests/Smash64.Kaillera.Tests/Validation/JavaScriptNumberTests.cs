using System.Globalization;
using System.Numerics;

namespace Smash64.Kaillera.Tests.Validation;

public sealed class JavaScriptNumberTests
{
    [Fact]
    public void TryParse_EveryRecordedText_FindsTheSameWholeNumber()
    {
        foreach (var row in PageRuleVectors.Port)
        {
            var isNumber = JavaScriptNumber.TryParse(row.Input, out var value);

            double? integer = isNumber && double.IsInteger(value) ? value : null;
            integer.Should().Be(row.Integer, "the text is {0}", row.Input);
        }
    }

    [Theory]
    [InlineData("1.7976931348623157e308", double.MaxValue, "it is the largest double")]
    [InlineData("1.7976931348623159e308", double.PositiveInfinity, "it rounds past the largest double")]
    [InlineData("1e400", double.PositiveInfinity, "it is past every double")]
    [InlineData("1e401", double.PositiveInfinity, "the digits no longer matter")]
    [InlineData("5e-324", double.Epsilon, "it is the smallest double")]
    [InlineData("2.5e-324", double.Epsilon, "it is just past half of the smallest double")]
    [InlineData("2.4e-324", 0d, "it is below half of the smallest double")]
    [InlineData("1e-401", 0d, "the digits no longer matter")]
    [InlineData("-1.5", -1.5, "it is negative")]
    [InlineData(" -Infinity ", double.NegativeInfinity, "the sign counts for Infinity too")]
    [InlineData("0x20000000000001", 9007199254740992d, "a tie goes to the even double below")]
    [InlineData("0x20000000000003", 9007199254740996d, "a tie goes to the even double above")]
    [InlineData("0x200000000000010000000000000001", 1.6615349947311452e35, "the last digit breaks the tie")]
    public void TryParse_EdgeOfDoubles_RoundsToNearest(string text, double expected, string because)
    {
        JavaScriptNumber.TryParse(text, out var value).Should().BeTrue(because);

        value.Should().Be(expected, because);
    }

    [Fact]
    public void TryParse_MiddleWithTheMostDigits_LooksAtAllOfThem()
    {
        const long Even = 4720671613089186; // the bits of 2.332321669325348e-308; its mantissa is even
        const long HiddenBit = 1L << 52;
        var mantissa = (Even % HiddenBit) + HiddenBit;
        var middle = ((2 * (BigInteger)mantissa) + 1) * BigInteger.Pow(5, 1075);
        var digits = middle.ToString(CultureInfo.InvariantCulture);
        var (low, high) = (BitConverter.Int64BitsToDouble(Even), BitConverter.Int64BitsToDouble(Even + 1));

        digits.Should().HaveLength(768, "no middle of two doubles has more digits");
        Parse(digits + "e-1075").Should().Be(low, "a tie goes to the even double");
        Parse(digits + "0001e-1079").Should().Be(high, "it is past the middle");
        Parse((middle - 1).ToString(CultureInfo.InvariantCulture) + "9999e-1079").Should().Be(low, "it is short of it");

        static double Parse(string text) => JavaScriptNumber.TryParse(text, out var value) ? value : double.NaN;
    }

    [Theory]
    [InlineData("0x", 4, "hexadecimal")]
    [InlineData("0o", 3, "octal")]
    [InlineData("0b", 1, "binary")]
    public void TryParse_ManyBinaryDigits_ScalesThem(string prefix, int bitsPerDigit, string because)
    {
        var digits = 1 + (1020 / bitsPerDigit);

        JavaScriptNumber.TryParse($"{prefix}1{new string('0', digits - 1)}", out var value).Should().BeTrue(because);

        value.Should().Be(Math.ScaleB(1, (digits - 1) * bitsPerDigit));
    }

    [Fact]
    public void TryParse_MoreBinaryDigitsThanADoubleHolds_ReturnsInfinity()
    {
        JavaScriptNumber.TryParse("0x" + new string('f', 100_000), out var value).Should().BeTrue();

        value.Should().Be(double.PositiveInfinity);
    }

    [Fact]
    public void Trim_EveryCharacter_RemovesJavaScriptsWhiteSpaceOnly()
    {
        // ECMA-262, WhiteSpace and LineTerminator: the control characters named there and the category Zs.
        const string WhiteSpace = "\t\n\v\f\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
            + "\u2009\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";

        for (var character = char.MinValue; character < char.MaxValue; character++)
        {
            var isTrimmed = JavaScriptNumber.Trim([character, '1', character]).Length == 1;

            isTrimmed.Should().Be(WhiteSpace.Contains(character), "the character is U+{0:X4}", (int)character);
        }
    }
}
