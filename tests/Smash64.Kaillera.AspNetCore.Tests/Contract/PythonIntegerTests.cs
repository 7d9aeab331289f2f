using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Smash64.Kaillera.AspNetCore.Contract;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>The expected values were had from Python's <c>int()</c>.</summary>
public sealed partial class PythonIntegerTests
{
    private const int RandomTexts = 20_000;

    [Theory]
    [InlineData("27886", 27886, "as the page writes it")]
    [InlineData("+27886", 27886, "a sign is taken")]
    [InlineData("-0", 0, "a sign is taken")]
    [InlineData("00027886", 27886, "leading zeros are taken")]
    [InlineData("0_0", 0, "single underscores stand between digits")]
    [InlineData("2_7_8_8_6", 27886, "single underscores stand between digits")]
    [InlineData(" \t\n\v\f\r27886\r\f\v\n\t ", 27886, "white space stands around")]
    [InlineData("\u0085\u00A0\u1680\u2000\u200A\u202827886\u2029\u202F\u205F\u3000", 27886, "white space of Unicode is white space")]
    [InlineData("\u0662\u0667\u0668\u0668\u0666", 27886, "Arabic-Indic digits are digits")]
    [InlineData("\uFF12\uFF17\uFF18\uFF18\uFF16", 27886, "fullwidth digits are digits")]
    [InlineData("2\u06677_8", 2778, "digits of several scripts go together")]
    [InlineData("\U0001D7D0\U0001D7D4\U0001D7CE\U0001D7CE\U0001D7D1", 26003, "digits beyond the first plane are digits")]
    [InlineData("65535", 65535, "it is the last one")]
    [InlineData("0", 0, "it is the first one")]
    public void TryReadPort_TextThatPythonTakes_GivesItsValue(string text, int expected, string because)
    {
        Read(text).Should().Be(expected, because);
    }

    [Theory]
    [InlineData("", "there is no digit")]
    [InlineData(" ", "there is no digit")]
    [InlineData("+", "there is no digit")]
    [InlineData("-", "there is no digit")]
    [InlineData("_", "there is no digit")]
    [InlineData("+-5", "one sign is enough")]
    [InlineData("+ 5", "nothing stands behind the sign")]
    [InlineData("_27886", "an underscore stands between digits")]
    [InlineData("27886_", "an underscore stands between digits")]
    [InlineData("+_5", "an underscore stands between digits")]
    [InlineData("27__886", "an underscore stands alone")]
    [InlineData("27 886", "white space stands around only")]
    [InlineData("27886.0", "a point is no digit")]
    [InlineData("2.7886e4", "an exponent is none")]
    [InlineData("0x6cee", "the base is ten")]
    [InlineData("\u00B2\u2075", "superscripts are no decimal digits")]
    [InlineData("\u2461", "circled digits are no decimal digits")]
    [InlineData("\u4E8C", "words for digits are none")]
    [InlineData("\u22125", "the sign of mathematics is no sign")]
    [InlineData("5\u200B", "a space without width is none")]
    [InlineData("\uFEFF5", "a byte order mark is no white space")]
    [InlineData("\u180E5", "the Mongolian separator is no white space")]
    [InlineData("\u001C27886", "the separators of ASCII are none to int(), only to strip()")]
    [InlineData("27886\u001F", "the separators of ASCII are none to int(), only to strip()")]
    [InlineData("\u001D\u0665", "the separators of ASCII are none to int(), only to strip()")]
    [InlineData("2788\06", "NUL is no digit")]
    [InlineData("65536", "it is above the range")]
    [InlineData("-1", "it is below the range")]
    [InlineData("99999999999999999999", "it is far above the range")]
    [InlineData("-99999999999999999999", "it is far below the range")]
    public void TryReadPort_TextThatIsNoPort_Refuses(string text, string because)
    {
        Read(text).Should().BeNull(because);
    }

    [Theory]
    [InlineData("27886", 27886)]
    [InlineData("27886.0", 27886)]
    [InlineData("2.7886e4", 27886)]
    [InlineData("278860E-1", 27886)]
    [InlineData("-0", 0)]
    [InlineData("-0.0", 0)]
    [InlineData("65535", 65535)]
    [InlineData("true", 1)]
    [InlineData("false", 0)]
    public void TryReadPort_WholeNumberOrTruthValue_GivesIt(string json, int expected)
    {
        ReadJson(json).Should().Be(expected);
    }

    [Theory]
    [InlineData("27886.5", "cut off, it would be another port")]
    [InlineData("0.9", "cut off, it would be another port")]
    [InlineData("-0.5", "cut off, it would be another port")]
    [InlineData("65535.5", "cut off, it would be another port")]
    [InlineData("65536", "it is above the range")]
    [InlineData("1e5", "it is above the range")]
    [InlineData("1e400", "it is above everything")]
    [InlineData("-1", "it is below the range")]
    [InlineData("null", "it is no number")]
    [InlineData("[]", "it is no number")]
    [InlineData("[27886]", "it is no number")]
    [InlineData("{}", "it is no number")]
    public void TryReadPort_ValueThatIsNoPort_Refuses(string json, string because)
    {
        ReadJson(json).Should().BeNull(because);
    }

    [Fact]
    public void TryReadPort_RandomTexts_AgreesWithTheGrammar()
    {
        const string Alphabet = "0123456789999+-__  \t\u00A0\u2003\u0660\u0669\uFF15.\u001Cx";
        var random = new Random(27886);
        var taken = 0;
        for (var i = 0; i < RandomTexts; i++)
        {
            var text = new string(random.GetItems(Alphabet.AsSpan(), random.Next(1, 9)));

            var expected = ByGrammar(text);
            Read(text).Should().Be(expected, "of \"{0}\"", text);

            taken += expected is null ? 0 : 1;
        }

        taken.Should().BeInRange(RandomTexts / 50, RandomTexts / 2, "else one side goes untested");
    }

    private static int? Read(string text) => ReadJson(JsonSerializer.Serialize(text));

    private static int? ReadJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PythonInteger.TryReadPort(document.RootElement, out var port) ? port : null;
    }

    // What the language reference says of int(): white space, a sign, digits with single underscores between, white space.
    private static int? ByGrammar(string text)
    {
        if (Grammar().Match(text) is not { Success: true } match)
        {
            return null;
        }

        var digits = string.Concat(
            match.Groups["digits"].Value.Where(static c => c != '_').Select(static c => CharUnicodeInfo.GetDecimalDigitValue(c))
        );
        var value = BigInteger.Parse(digits, CultureInfo.InvariantCulture) * (match.Groups["sign"].Value == "-" ? -1 : 1);
        return value >= 0 && value <= ushort.MaxValue ? (int)value : null;
    }

    [GeneratedRegex(
        @"^[ \t\u00A0\u2003]*(?<sign>[+-]?)(?<digits>\p{Nd}(_?\p{Nd})*)[ \t\u00A0\u2003]*\z",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Grammar();
}
