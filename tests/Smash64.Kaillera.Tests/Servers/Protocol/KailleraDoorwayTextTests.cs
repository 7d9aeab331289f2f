namespace Smash64.Kaillera.Tests.Servers.Protocol;

public sealed class KailleraDoorwayTextTests
{
    [Theory]
    [InlineData("PING\0", nameof(KailleraDoorwayTextKind.Ping), "", 0)]
    [InlineData("PONG\0", nameof(KailleraDoorwayTextKind.Pong), "", 0)]
    [InlineData("TOO\0", nameof(KailleraDoorwayTextKind.Full), "", 0)]
    [InlineData("HELLO0.83\0", nameof(KailleraDoorwayTextKind.Hello), "0.83", 0)]
    [InlineData("HELLO\0", nameof(KailleraDoorwayTextKind.Hello), "", 0)]
    [InlineData("HELLOD00\0", nameof(KailleraDoorwayTextKind.Hello), "D00", 0)]
    [InlineData("HELLOD00D27889\0", nameof(KailleraDoorwayTextKind.Welcome), "", 27_889)]
    [InlineData("HELLOD00D1\0", nameof(KailleraDoorwayTextKind.Welcome), "", 1)]
    [InlineData("HELLOD00D65535\0", nameof(KailleraDoorwayTextKind.Welcome), "", 65_535)]
    public void TryRead_Text_IsReadAndWrittenToTheByte(string datagram, string kind, string version, int port)
    {
        var bytes = Encoding.ASCII.GetBytes(datagram);

        KailleraDoorwayText.TryRead(bytes, out var text).Should().BeTrue();

        text.Kind.ToString().Should().Be(kind);
        Encoding.ASCII.GetString(text.Version).Should().Be(version);
        text.Port.Should().Be(port);
        var written = new byte[bytes.Length];
        text.Write(written).Should().Be(bytes.Length);
        written.Should().Equal(bytes);
    }

    [Theory]
    [InlineData("", "there is nothing")]
    [InlineData("\0", "there is no word")]
    [InlineData("PING", "the NUL is missing")]
    [InlineData("ping\0", "servers want capitals")]
    [InlineData("PING\0\0", "one NUL ends it")]
    [InlineData("PING extra\0", "nothing may follow")]
    [InlineData("HELLO0.83", "the NUL is missing")]
    [InlineData("HELLO0.83\0\0", "one NUL ends it")]
    [InlineData("HELLO0\0.83\0", "the NUL stands inside")]
    [InlineData("HELLOD00D\0", "the port is missing")]
    [InlineData("HELLOD00D27889", "the NUL is missing")]
    [InlineData("HELLOD00D0\0", "0 is no port")]
    [InlineData("HELLOD00D027889\0", "there is a zero in front")]
    [InlineData("HELLOD00D65536\0", "there is no such port")]
    [InlineData("HELLOD00D99999\0", "there is no such port")]
    [InlineData("HELLOD00D278890\0", "there is no such port")]
    [InlineData("HELLOD00D-1\0", "a sign is no digit")]
    [InlineData("HELLOD00D2788x\0", "x is no digit")]
    [InlineData("HELLOD00D27889\0\0", "one NUL ends it")]
    public void TryRead_AnythingElse_IsUnknown(string datagram, string because)
    {
        KailleraDoorwayText.TryRead(Encoding.ASCII.GetBytes(datagram), out var text).Should().BeFalse(because);

        text.Kind.Should().Be(KailleraDoorwayTextKind.Unknown, because);
        text.Version.Length.Should().Be(0, because);
        text.Port.Should().Be(0, because);
    }

    [Fact]
    public void Write_BufferOneByteTooSmall_Throws()
    {
        Action[] writes =
        [
            () => KailleraDoorwayText.Ping.Write(new byte[4]),
            () => KailleraDoorwayText.Pong.Write(new byte[4]),
            () => KailleraDoorwayText.Full.Write(new byte[3]),
            () => KailleraDoorwayText.Hello(KailleraProtocol.DoorwayVersion).Write(new byte[9]),
            () => KailleraDoorwayText.Welcome(27_889).Write(new byte[14]),
        ];

        writes.Should().AllSatisfy(write => write.Should().Throw<ArgumentException>());
    }

    [Fact]
    public void Write_NothingThatIsKnown_Throws()
    {
        var write = () => default(KailleraDoorwayText).Write(new byte[32]);

        write.Should().Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(65_536)]
    public void Welcome_NoPort_Throws(int port)
    {
        var make = () => KailleraDoorwayText.Welcome(port).Port;

        make.Should().Throw<ArgumentOutOfRangeException>().WithParameterName(nameof(port));
    }

    [Theory]
    [InlineData("0\083", "a NUL would end it")]
    [InlineData("D00D27889", "it would read as the answer")]
    [InlineData("D00D", "it would read as no text at all")]
    public void Hello_VersionThatIsNone_Throws(string version, string because)
    {
        var make = () => KailleraDoorwayText.Hello(Encoding.ASCII.GetBytes(version)).Port;

        make.Should().Throw<ArgumentException>(because).WithParameterName(nameof(version));
    }
}
