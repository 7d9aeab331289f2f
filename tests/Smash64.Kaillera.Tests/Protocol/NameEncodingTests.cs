namespace Smash64.Kaillera.Tests.Protocol;

public sealed class NameEncodingTests
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
        var text = KailleraText.Decode(Convert.FromHexString(hex), KailleraText.NameEncoding);

        text.Should().Be(expected, because);
    }

    [Theory]
    [InlineData("83BF", "ƒ¿", "a Greek letter of 932 is no kana")]
    [InlineData("82A0E9", "‚\u00A0é", "a lead byte without its second makes it no text of 932")]
    [InlineData("838B80", "ƒ‹€", "932 has not assigned 80")]
    [InlineData("838BFD", "ƒ‹ý", "932 has not assigned FD")]
    [InlineData("E38383", "ッ", "it is well-formed UTF-8 though it holds 83")]
    public void Decode_BytesThatMightBeJapanese_AreSoOnlyWhereTheyAreWellFormedAndHoldKana(string hex, string expected, string because)
    {
        var text = KailleraText.Decode(Convert.FromHexString(hex), KailleraText.NameEncoding);

        text.Should().Be(expected, because);
    }

    [Fact]
    public void Decode_BytesFullOfLeadBytes_NeverThrows()
    {
        var random = new Random(20_261_127);
        byte[] likely = [0x82, 0x83, 0x81, 0xE9, 0xA0, 0x40, 0x7C, 0xFD, 0x80, 0x41];
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(700)];
            for (var j = 0; j < bytes.Length; j++)
            {
                bytes[j] = likely[random.Next(likely.Length)];
            }

            KailleraText.Decode(bytes).Length.Should().BeLessThanOrEqualTo(bytes.Length);
        }
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrows()
    {
        var random = new Random(20_261_122);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);

            KailleraText.Decode(bytes, KailleraText.NameEncoding).Length.Should().BeLessThanOrEqualTo(bytes.Length);
        }
    }

    [Fact]
    public void Encode_TextOfWindows1252_WritesThatCodePage()
    {
        var field = new byte[8];

        KailleraText.Encode("Zoë", field, KailleraText.NameEncoding);

        field.Should().Equal(0x5A, 0x6F, 0xEB, 0, 0, 0, 0, 0);
    }

    [Fact]
    public void ProbeOptions_WithThisEncoding_AreValid()
    {
        var create = () => new P2PProbeConversation(new P2PProbeOptions { Encoding = KailleraText.NameEncoding });

        create.Should().NotThrow<ArgumentException>();
        KailleraText.NameEncoding.GetBytes("A").Should().Equal((byte)'A');
    }
}
