namespace Smash64.Kaillera.Tests.P2P.Protocol;

public sealed class P2PSentInstructionsTests
{
    private readonly byte[] _buffer = new byte[P2PProtocol.MaxDatagramLength];

    [Fact]
    public void Write_MoreThanAreKept_WritesTheLatestNewestFirst()
    {
        var said = new P2PSentInstructions(3);
        foreach (var body in new byte[] { 0xA0, 0xA1, 0xA2, 0xA3 })
        {
            said.Add(P2PInstructionType.Ping, [body]);
        }

        Written(said.Write(_buffer)).Should().Be("03" + "030201A3" + "020201A2" + "010201A1");
        said.Total.Should().Be(4);
    }

    [Fact]
    public void Write_FewerThanAreKept_WritesAll()
    {
        var said = new P2PSentInstructions(3);
        said.Add(P2PInstructionType.Ping, [0xA0]).Should().Be(0);
        said.Add(P2PInstructionType.Ping, [0xA1]).Should().Be(1);

        Written(said.Write(_buffer)).Should().Be("02" + "010201A1" + "000201A0");
    }

    [Fact]
    public void Write_Nothing_IsAnEmptyList()
    {
        Written(new P2PSentInstructions(3).Write(_buffer)).Should().Be("00");
    }

    [Fact]
    public void Write_SomeOfThem_WritesBothEnds()
    {
        var said = new P2PSentInstructions(14);
        foreach (var body in new byte[] { 0xA0, 0xA1, 0xA2, 0xA3 })
        {
            said.Add(P2PInstructionType.Ping, [body]);
        }

        Written(said.Write(_buffer, newest: 2, oldest: 1)).Should().Be("02" + "020201A2" + "010201A1");
    }

    [Fact]
    public void Clear_AfterWords_BeginsWithSerial0AndKeepsNoBody()
    {
        var said = new P2PSentInstructions(3);
        said.Add(P2PInstructionType.Ping, [0xA0]);

        said.Clear();

        said.Total.Should().Be(0);
        said[0].Body.Should().BeNull("a pooled conversation holds on to nothing of the last one");
        said.Add(P2PInstructionType.Exit, []).Should().Be(0);
        Written(said.Write(_buffer)).Should().Be("01" + "00010A");
    }

    private string Written(int length) => Convert.ToHexString(_buffer.AsSpan(0, length));
}
