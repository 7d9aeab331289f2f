namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraDatagramTests
{
    [Fact]
    public void TryRead_TwoMessages_AreReadNewestFirst()
    {
        var datagram = Convert.FromHexString("02" + "0001" + "0300" + "07" + "0041" + "FF00" + "0100" + "09");

        KailleraDatagramReader.TryCreate(datagram, out var reader).Should().BeTrue();

        reader.Count.Should().Be(2);
        reader.TryRead(out var newest).Should().BeTrue();
        reader.Count.Should().Be(1);
        reader.TryRead(out var older).Should().BeTrue();
        reader.Count.Should().Be(0);
        reader.TryRead(out var none).Should().BeFalse();

        (newest.Number, newest.Type, Convert.ToHexString(newest.Body)).Should().Be(((ushort)256, KailleraMessageType.GlobalChat, "0041"));
        (older.Number, older.Type, older.Body.Length).Should().Be(((ushort)255, KailleraMessageType.KeepAlive, 0));
        (none.Number, none.Type, none.Body.Length).Should().Be(((ushort)0, KailleraMessageType.Unknown, 0));
    }

    [Theory]
    [InlineData("", "there is no count")]
    [InlineData("00", "0 messages are none")]
    [InlineData("00000001000900", "0 messages are none, whatever follows")]
    [InlineData("01", "the message is missing")]
    [InlineData("010000", "the length is missing")]
    [InlineData("0100000100", "the type is missing")]
    [InlineData("0100000000", "a length of 0 leaves no room for the type")]
    [InlineData("010000000009", "a length of 0 leaves no room for the type")]
    [InlineData("01000003000741", "the body is one byte short")]
    [InlineData("010000FFFF0741", "the length lies")]
    [InlineData("020100010009", "the second message is missing")]
    [InlineData("02010001000900000200" + "09", "the second body is one byte short")]
    [InlineData("FF000001000900", "254 messages are missing")]
    public void TryCreate_MalformedDatagram_IsFalse(string hex, string because)
    {
        KailleraDatagramReader.TryCreate(Convert.FromHexString(hex), out var reader).Should().BeFalse(because);

        reader.Count.Should().Be(0);
        reader.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public void TryCreate_BytesBehindTheLastMessage_ArePassedOver()
    {
        KailleraDatagramReader.TryCreate(Convert.FromHexString("0100000200" + "0900" + "FFFF"), out var reader).Should().BeTrue();

        reader.TryRead(out var message).Should().BeTrue();
        message.Body.Length.Should().Be(1);
        reader.TryRead(out _).Should().BeFalse();
    }

    [Fact]
    public void Write_255Messages_AreAllReadBack()
    {
        var writer = new KailleraDatagramWriter(new byte[1 + (255 * 5)]);
        for (var i = 0; i < KailleraProtocol.MaxMessages; i++)
        {
            writer.HasRoomFor(0).Should().BeTrue();
            writer.Write((ushort)(100 - i), KailleraMessageType.KeepAlive, []);
        }

        writer.HasRoomFor(0).Should().BeFalse();
        KailleraDatagramReader.TryCreate(writer.Written, out var reader).Should().BeTrue();
        reader.Count.Should().Be(255);
        _ = reader.TryRead(out var newest);
        newest.Number.Should().Be(100);
        KailleraMessage oldest = default;
        while (reader.TryRead(out var message))
        {
            oldest = message;
        }

        oldest.Number.Should().Be(unchecked((ushort)(100 - 254)), "numbers wrap");
    }

    [Fact]
    public void Write_LongestBody_IsReadBack()
    {
        var writer = new KailleraDatagramWriter(new byte[70_000]);

        writer.Write(0, KailleraMessageType.GameData, new byte[65_534]);

        KailleraDatagramReader.TryCreate(writer.Written, out var reader).Should().BeTrue();
        _ = reader.TryRead(out var message);
        message.Body.Length.Should().Be(65_534);
    }

    [Theory]
    [InlineData(6, 0, true)]
    [InlineData(5, 0, false)]
    [InlineData(16, 10, true)]
    [InlineData(16, 11, false)]
    [InlineData(70_000, 65_534, true)]
    [InlineData(70_000, 65_535, false)]
    [InlineData(16, int.MaxValue, false)]
    [InlineData(16, -1, false)]
    public void HasRoomFor_Body_IsWhetherWriteTakesIt(int bufferLength, int bodyLength, bool expected)
    {
        new KailleraDatagramWriter(new byte[bufferLength]).HasRoomFor(bodyLength).Should().Be(expected);

        var write = () => new KailleraDatagramWriter(new byte[bufferLength]).Write(0, KailleraMessageType.KeepAlive, new byte[bodyLength]);

        if (expected)
        {
            write.Should().NotThrow();
        }
        else if (bodyLength is >= 0 and < int.MaxValue)
        {
            write.Should().Throw<Exception>().Which.Should().Match(e => e is ArgumentException || e is InvalidOperationException);
        }
    }

    [Fact]
    public void Write_MistakeOfTheCaller_ThrowsAndLeavesTheDatagramAlone()
    {
        var writer = new KailleraDatagramWriter(new byte[12]);
        writer.Write(0, KailleraMessageType.KeepAlive, [0]);
        var before = writer.Written.ToArray();
        var message = string.Empty;
        try
        {
            writer.Write(1, KailleraMessageType.KeepAlive, [0]);
        }
        catch (InvalidOperationException e)
        {
            message = e.Message;
        }

        message.Should().Be("The buffer of 12 bytes has no room for 6 more.");
        writer.Written.ToArray().Should().Equal(before);
    }

    [Fact]
    public void Constructor_EmptyBuffer_Throws()
    {
        var create = () => new KailleraDatagramWriter([]).Written.Length;

        create.Should().Throw<ArgumentException>().WithParameterName("buffer");
    }

    [Fact]
    public void Write_256thMessage_Throws()
    {
        var write = () =>
        {
            var writer = new KailleraDatagramWriter(new byte[2_000]);
            for (var i = 0; i <= KailleraProtocol.MaxMessages; i++)
            {
                writer.Write((ushort)i, KailleraMessageType.KeepAlive, []);
            }
        };

        write.Should().Throw<InvalidOperationException>().WithMessage("*255*");
    }
}
