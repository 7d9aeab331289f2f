namespace Smash64.Kaillera.Console.Tests.Input;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("one\n")]
    [InlineData("one\ntwo")]
    [InlineData("one\r\n\r\ntwo\r\n")]
    [InlineData("\n\r\r\n\n\r")]
    [InlineData("a\rb\r\nc\nd")]
    public void Read_AnyLineEnds_ReadsWhatReadLineReads(string text)
    {
        var expected = new List<string>();
        var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            expected.Add(line);
        }

        LineReader.Read(new StringReader(text)).Should().Equal(expected);
    }

    [Fact]
    public void Read_LinesAroundTheLongest_KeepsTheBeginningOfEach()
    {
        string[] lines = [new('a', LineReader.MaxLength), new('b', LineReader.MaxLength + 1), new('c', 100_000), "d"];

        LineReader.Read(new StringReader(string.Join("\r\n", lines))).Should().Equal(lines.Select(line => line[..Math.Min(line.Length, LineReader.MaxLength)]));
    }
}
