namespace Smash64.Kaillera.Tests.Protocol;

public sealed class KailleraTextTests
{
    [Theory]
    [InlineData("4A6F73E92080", "Jos\u00E9 \u20AC", "Windows-1252 is the habit")]
    [InlineData("48690048690A", "Hi", "a NUL ends the text")]
    [InlineData("", "", "an empty field is an empty name")]
    [InlineData("811B0D", "\uFFFD\uFFFD\uFFFD", "neither holes of the code page nor control characters get through")]
    public void Decode_Bytes_AreReadInWindows1252(string hex, string expected, string because)
    {
        KailleraText.Decode(Convert.FromHexString(hex)).Should().Be(expected, because);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData(null, "")]
    [InlineData("a\u001b[2Jb\u009bc", "a\uFFFD[2Jb\uFFFDc")]
    [InlineData("line\u2028sep", "line\uFFFDsep")]
    [InlineData("abc\u202Etxt.exe", "abc\uFFFDtxt.exe")]
    [InlineData("a\uFFFF\uFFFE\uFDD0\uFDEFb", "a\uFFFD\uFFFD\uFFFD\uFFFDb")]
    [InlineData("\uD83C\uDFAE ok", "\uD83C\uDFAE ok")]
    public void Clean_Text_LosesWhatSteersATerminal(string? text, string expected)
    {
        KailleraText.Clean(text).Should().Be(expected);
    }

    [Fact]
    public void Clean_LoneSurrogate_IsReplaced()
    {
        KailleraText.Clean("lone\uD83C" + "x").Should().Be("lone\uFFFDx");
    }

    [Theory]
    [InlineData("abcdefgh", 4, "61626300", "the last byte stays NUL")]
    [InlineData("\u30DE\u30EA", 6, "E3839E000000", "no character is cut in two")]
    [InlineData("", 2, "0000", "an empty name is all NUL")]
    public void Encode_Text_IsCutToWholeCharacters(string text, int size, string expected, string because)
    {
        var field = new byte[size];

        KailleraText.Encode(text, field, Encoding.UTF8);

        Convert.ToHexString(field).Should().Be(expected, because);
    }

    [Fact]
    public void Encode_CharacterTheCodePageLacks_BecomesAQuestionMark()
    {
        var field = new byte[4];

        KailleraText.Encode("a\u30DEb", field);

        field.Should().Equal("a?b\0"u8.ToArray());
    }

    [Fact]
    public void Encode_CharacterThatIsANul_IsLeftOutOfAField()
    {
        var field = new byte[4];

        KailleraText.Encode("a\0b", field);

        field.Should().Equal("ab\0\0"u8.ToArray());
    }

    [Theory]
    [InlineData("Jos\u00E9 \u20AC", 31, 1252, "4A6F73E92080", "the habit")]
    [InlineData("\u0424\u0451\u0434\u043E\u0440", 31, 1251, "D4B8E4EEF0", "EmuLinkerSF's own code page")]
    [InlineData("\uD55C\uAD6D", 31, 949, "C7D1B1B9", "Korean")]
    [InlineData("\u4E2D\u6587", 31, 936, "D6D0CEC4", "Chinese")]
    [InlineData("\u30C6\u30B9\u30C8", 31, 932, "836583588367", "Japanese")]
    [InlineData("\uD55C\uAD6D", 3, 949, "C7D1", "no character is cut in two")]
    [InlineData("\uD55Cab", 1, 949, "", "what follows a character that does not fit is cut off too")]
    [InlineData("abcdef", 4, 1252, "61626364", "a text as long as may be has no NUL")]
    [InlineData("abc", 0, 1252, "", "there may be no room at all")]
    [InlineData("", int.MaxValue, 1252, "", "an empty text is no bytes, however many there may be")]
    [InlineData("a\u30DE\uD83C\uDFAEb", 31, 1252, "613F3F3F62", "what the code page lacks is a question mark for each UTF-16 unit")]
    [InlineData("a\0b", 31, 1252, "6162", "a NUL would end the text early")]
    public void Encode_TextAndMaxLength_ReturnsWholeCharacters(string text, int maxLength, int codePage, string expected, string because)
    {
        var bytes = KailleraText.Encode(text, maxLength, CodePagesEncodingProvider.Instance.GetEncoding(codePage));

        Convert.ToHexString(bytes).Should().Be(expected, because);
    }

    [Fact]
    public void Encode_LoneSurrogate_BecomesAQuestionMark()
    {
        KailleraText.Encode("a\uD83C" + "b", 8).Should().Equal("a?b"u8.ToArray());
    }

    [Fact]
    public void Encode_CodePageThatWritesNuls_HasNoneOfThem()
    {
        var bytes = KailleraText.Encode("a\u30DEb", 8, Encoding.Unicode);

        bytes.Should().Equal([0xDE, 0x30], "the others would end the text early");
    }

    [Fact]
    public void Encode_CodePageThatThrows_IsMadeTolerant()
    {
        var strict = Encoding.GetEncoding("us-ascii", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

        KailleraText.Encode("\u00E9", 8, strict).Should().Equal("?"u8.ToArray());
    }

    [Fact]
    public void Encode_WrongArguments_Throw()
    {
        var withoutText = () => KailleraText.Encode(null!, 1);
        var withoutLength = () => KailleraText.Encode("a", -1);

        withoutText.Should().Throw<ArgumentNullException>().WithParameterName("text");
        withoutLength.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("maxLength");
    }
}
