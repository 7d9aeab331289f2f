using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Tests.Protocol;

public sealed class Utf8OrWindowsEncodingTests
{
    [Theory]
    [InlineData("4E657373", "Ness", "ASCII is the same in both")]
    [InlineData("5A6FC3AB20E3839EE383AAE382AA", "Zoë マリオ", "it is well-formed UTF-8")]
    [InlineData("F09F8D84", "🍄", "characters beyond the basic plane are two UTF-16 units")]
    [InlineData("5A6FEB", "Zoë", "a lone EB is no UTF-8, but Windows-1252")]
    [InlineData("C3", "Ã", "a cut sequence is no UTF-8")]
    [InlineData("", "", "there is nothing to read")]
    public void Decode_BytesOfEitherKind_ReadsThemAsThatKind(string hex, string expected, string because)
    {
        var text = KailleraText.Decode(Convert.FromHexString(hex), KailleraText.Utf8OrDefaultEncoding);

        text.Should().Be(expected, because);
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrows()
    {
        var random = new Random(20_261_122);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);

            KailleraText.Decode(bytes, KailleraText.Utf8OrDefaultEncoding).Length.Should().BeLessThanOrEqualTo(bytes.Length);
        }
    }

    [Fact]
    public void Encode_TextOfWindows1252_WritesThatCodePage()
    {
        var field = new byte[8];

        KailleraText.Encode("Zoë", field, KailleraText.Utf8OrDefaultEncoding);

        field.Should().Equal(0x5A, 0x6F, 0xEB, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void ProbeOptions_WithThisEncoding_AreValid()
    {
        var create = () => new P2PProbeConversation(new P2PProbeOptions { Encoding = KailleraText.Utf8OrDefaultEncoding });

        create.Should().NotThrow<ArgumentException>();
        KailleraText.Utf8OrDefaultEncoding.GetBytes("A").Should().Equal((byte)'A');
    }
}
