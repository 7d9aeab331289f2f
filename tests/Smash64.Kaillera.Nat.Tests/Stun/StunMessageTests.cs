namespace Smash64.Kaillera.Nat.Tests.Stun;

public sealed class StunMessageTests
{
    /// <summary>RFC 5769, 2.2: an answer with a name, an integrity check and a fingerprint around the address.</summary>
    private static readonly byte[] Sample = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
            + "80280004c07d4c96"
    );

    private static readonly byte[] Id = [.. Enumerable.Range(1, 12).Select(static i => (byte)i)];
    private static readonly IPEndPoint Mapped = IPEndPoint.Parse("203.0.113.7:27886");
    private static readonly IPEndPoint Other = IPEndPoint.Parse("198.51.100.2:3479");

    [Fact]
    public void Reader_SampleOfTheStandard_FindsTheAddress()
    {
        StunMessageReader.TryRead(Sample, out var message).Should().BeTrue();

        message.Type.Should().Be(StunProtocol.BindingAnswer);
        Convert.ToHexStringLower(message.TransactionId).Should().Be("b7e7a701bc34d686fa87dfae");
        message.TryFindAddress(StunProtocol.XorMappedAddress, out var mapped).Should().BeTrue();
        mapped.Should().Be(IPEndPoint.Parse("192.0.2.1:32853"));
        message.TryFindAddress(StunProtocol.MappedAddress, out _).Should().BeFalse();
    }

    [Fact]
    public void Reader_OurAnswer_FindsBothAddresses()
    {
        var answer = StunMessageWriter.WriteAnswer(Id, Mapped, Other);

        StunMessageReader.TryRead(answer, out var message).Should().BeTrue();

        message.TransactionId.ToArray().Should().Equal(Id);
        message.TryFindAddress(StunProtocol.XorMappedAddress, out var mapped).Should().BeTrue();
        message.TryFindAddress(StunProtocol.OtherAddress, out var other).Should().BeTrue();
        (mapped, other).Should().Be((Mapped, Other));
        answer.AsSpan().IndexOf(Mapped.Address.GetAddressBytes()).Should().Be(-1, "routers that rewrite addresses in payloads must not find it");
    }

    [Fact]
    public void Writer_Question_IsLongEnoughForAnAnswerWithTwoAddresses()
    {
        var question = StunMessageWriter.WriteRequest(Id);

        (2 * question.Length).Should().BeGreaterThanOrEqualTo(StunMessageWriter.WriteAnswer(Id, Mapped, Other).Length);
        StunMessageReader.TryRead(question, out var message).Should().BeTrue();
        message.TryFindNotUnderstood(out _).Should().BeFalse("a name may be passed over");
    }

    [Fact]
    public void Reader_CutAnywhere_IsNoMessage()
    {
        for (var length = 0; length < Sample.Length; length++)
        {
            StunMessageReader.TryRead(Sample.AsSpan(0, length), out _).Should().BeFalse("{0} bytes are not all", length);
        }
    }

    [Theory]
    [InlineData(0, 0x41, "its two upper bits are not zero")]
    [InlineData(3, 0x3b, "its length is not that of the datagram")]
    [InlineData(4, 0x20, "the cookie is another")]
    [InlineData(23, 0xff, "an attribute reaches behind the end")]
    [InlineData(22, 0xff, "an attribute reaches far behind the end")]
    public void Reader_OneWrongByte_IsNoMessage(int place, byte value, string because)
    {
        var damaged = Sample.ToArray();
        damaged[place] = value;

        StunMessageReader.TryRead(damaged, out _).Should().BeFalse(because);
    }

    [Theory]
    [InlineData("0002a147e112a643", "the family is IPv6's")]
    [InlineData("0001211200000000e112a643", "it is too long")]
    [InlineData("00012112e112a643", "the port is 0")]
    [InlineData("0001a1472112a442", "the address is 0.0.0.0")]
    [InlineData("", "it is empty")]
    public void Reader_AddressThatIsNone_IsNotFound(string value, string because)
    {
        var bytes = Convert.FromHexString(value);
        byte[] message =
        [
            .. Convert.FromHexString("0101"), 0, (byte)(4 + bytes.Length), .. Convert.FromHexString("2112a442"), .. Id,
            0, 0x20, 0, (byte)bytes.Length, .. bytes,
        ];

        StunMessageReader.TryRead(message, out var read).Should().BeTrue();
        read.TryFindAddress(StunProtocol.XorMappedAddress, out _).Should().BeFalse(because);
    }

    [Fact]
    public void Reader_AMillionHostileInputs_NeverThrows()
    {
        var random = new Random(64);
        var understood = 0;
        var buffer = new byte[160];
        for (var i = 0; i < 1_000_000; i++)
        {
            var length = random.Next(buffer.Length);
            var datagram = buffer.AsSpan(0, length);
            if (i % 2 == 0)
            {
                random.NextBytes(datagram);
            }
            else
            {
                length = Sample.Length;
                datagram = buffer.AsSpan(0, length);
                Sample.CopyTo(datagram);
                for (var flips = random.Next(1, 4); flips > 0; flips--)
                {
                    datagram[random.Next(length)] = (byte)random.Next(256);
                }
            }

            if (StunMessageReader.TryRead(datagram, out var message))
            {
                understood++;
                message.TryFindAddress(StunProtocol.XorMappedAddress, out _);
                message.TryFindAddress(StunProtocol.OtherAddress, out _);
                message.TryFindNotUnderstood(out _);
            }
        }

        understood.Should().BeInRange(100_000, 500_000, "many of the damaged ones are still messages");
    }
}
