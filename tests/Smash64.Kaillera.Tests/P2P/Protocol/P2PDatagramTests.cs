namespace Smash64.Kaillera.Tests.P2P.Protocol;

public sealed class P2PDatagramTests
{
    [Theory]
    [InlineData("", "there is no count")]
    [InlineData("01", "the instruction is missing")]
    [InlineData("0100", "the length is missing")]
    [InlineData("010000", "a length of 0 leaves no room for the type")]
    [InlineData("01000210", "the body is one byte short")]
    [InlineData("0200010A", "the second instruction is missing")]
    [InlineData("00000100", "a count of 0 is a raw frame")]
    [InlineData("0F0001040101040201040301040401040501040601040701040801040901040A01040B01040C01040D01040E0104", "hosts drop 15 instructions")]
    public void TryCreate_MalformedBytes_IsFalse(string hex, string because)
    {
        P2PDatagramReader.TryCreate(Convert.FromHexString(hex), out var reader).Should().BeFalse(because);
        reader.TryRead(out _).Should().BeFalse("there is nothing to read");
    }

    [Fact]
    public void TryRead_TwoInstructions_GivesTheNewestFirst()
    {
        P2PDatagramReader.TryCreate(Convert.FromHexString("02" + "0103" + "01AABB" + "0001" + "0A"), out var reader).Should().BeTrue();

        reader.Count.Should().Be(2);
        reader.TryRead(out var newest).Should().BeTrue();
        (newest.Serial, newest.Type, Convert.ToHexString(newest.Body)).Should().Be((1, P2PInstructionType.Ping, "AABB"));
        reader.TryRead(out var oldest).Should().BeTrue();
        (oldest.Serial, oldest.Type, oldest.Body.Length).Should().Be((0, P2PInstructionType.Exit, 0));
        reader.TryRead(out _).Should().BeFalse();
    }

    [Theory]
    [InlineData("0050494E47525100", true, "PINGRQ", "the knock")]
    [InlineData("0050494E475251", true, "PINGRQ", "the knock without its NUL")]
    [InlineData("0050494E47", false, "", "5 bytes are too few")]
    [InlineData("000050494E4752", true, "", "a NUL ends the text before it begins")]
    [InlineData("0100010A0000", false, "", "a list of instructions")]
    public void TryReadRawFrame_Bytes_FindsTheText(string hex, bool found, string text, string because)
    {
        P2PDatagramReader.TryReadRawFrame(Convert.FromHexString(hex), out var bytes).Should().Be(found, because);
        System.Text.Encoding.ASCII.GetString(bytes).Should().Be(text);
    }

    [Fact]
    public void Write_FifteenthInstruction_IsRefused()
    {
        FluentActions
            .Invoking(() =>
            {
                var writer = new P2PDatagramWriter(new byte[100]);
                for (var serial = 0; serial < 15; serial++)
                {
                    writer.Write((byte)serial, P2PInstructionType.FrameDelay);
                }
            })
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*at most 14*");
    }

    [Fact]
    public void Write_BodyTooLong_IsRefused()
    {
        FluentActions
            .Invoking(() => new P2PDatagramWriter(new byte[1_000]).Write(0, P2PInstructionType.Ping, new byte[255]))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*at most 254 bytes*255*");
    }

    [Fact]
    public void Write_BufferTooSmall_IsRefused()
    {
        FluentActions
            .Invoking(() => new P2PDatagramWriter(new byte[5]).Write(0, P2PInstructionType.Ping, new byte[2]))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The buffer of 5 bytes has no room for 5 more.");
    }

    [Fact]
    public void Constructor_EmptyBuffer_IsRefused()
    {
        FluentActions.Invoking(() => new P2PDatagramWriter([]).Written.Length).Should().Throw<ArgumentException>().WithMessage("*room for the count*");
    }

    [Fact]
    public void Write_BufferThatIsJustLargeEnough_IsFilled()
    {
        var writer = new P2PDatagramWriter(new byte[6]);
        writer.Write(7, P2PInstructionType.Ping, [0xAA, 0xBB]);

        Convert.ToHexString(writer.Written).Should().Be("010703" + "01AABB");
    }

    [Fact]
    public void Write_LongestBody_IsReadBack()
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(0, P2PInstructionType.Chat, new byte[P2PProtocol.MaxBodyLength]);

        P2PDatagramReader.TryCreate(writer.Written, out var reader).Should().BeTrue();
        reader.TryRead(out var instruction).Should().BeTrue();
        instruction.Body.Length.Should().Be(254);
    }

    [Fact]
    public void TryCreate_FourteenInstructions_AreAllRead()
    {
        var writer = new P2PDatagramWriter(new byte[100]);
        for (var serial = 13; serial >= 0; serial--)
        {
            writer.Write((byte)serial, P2PInstructionType.FrameDelay);
        }

        P2PDatagramReader.TryCreate(writer.Written, out var reader).Should().BeTrue();
        reader.Count.Should().Be(14);
    }

    [Theory]
    [InlineData(160, true)]
    [InlineData(159, false)]
    public void TryReadNames_BodyLength_MustHoldBothNames(int length, bool found)
    {
        var instruction = new P2PInstruction(0, P2PInstructionType.LoginRequest, new byte[length]);

        instruction.TryReadNames(null, out var userName, out var title).Should().Be(found);
        (userName, title).Should().Be((string.Empty, string.Empty));
    }

    [Fact]
    public void TryReadNames_AnotherInstruction_HasNone()
    {
        var body = P2PBodies.Names("Kirby", "SSB64", System.Text.Encoding.UTF8);

        new P2PInstruction(0, P2PInstructionType.Chat, body).TryReadNames(null, out var userName, out _).Should().BeFalse();
        userName.Should().BeEmpty();
    }

    [Theory]
    [InlineData(P2PInstructionType.Chat, "050000006869" + "00", true, "hi", "a line")]
    [InlineData(P2PInstructionType.Chat, "05000000", true, "", "an empty line")]
    [InlineData(P2PInstructionType.Chat, "050000", false, "", "the frame number is cut short")]
    [InlineData(P2PInstructionType.Ping, "050000006869" + "00", false, "", "not a line")]
    public void TryReadChat_Body_GivesTheLine(P2PInstructionType type, string body, bool found, string text, string because)
    {
        new P2PInstruction(0, type, Convert.FromHexString(body)).TryReadChat(null, out var line).Should().Be(found, because);
        line.Should().Be(text);
    }

    [Fact]
    public void Chat_Line_HasAFrameNumberOf5AndANulBehindIt()
    {
        Convert.ToHexString(P2PBodies.Chat("hi", System.Text.Encoding.UTF8)).Should().Be("05000000" + "6869" + "00");
    }

    [Fact]
    public void Chat_LineTooLong_IsCutToWhatABodyHolds()
    {
        var body = P2PBodies.Chat(new string('x', 300), System.Text.Encoding.UTF8);

        body.Length.Should().Be(254);
        body[^1].Should().Be(0);
        body[^2].Should().Be((byte)'x');
    }
}
