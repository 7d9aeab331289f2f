using System.Text;

using Smash64.Kaillera.Protocol;

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
}
