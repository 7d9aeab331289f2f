namespace Smash64.Kaillera.Console.Tests.Input;

public sealed class EncodingTextTests
{
    [Theory]
    [InlineData("1252", 1252)]
    [InlineData("1251", 1251)]
    [InlineData("949", 949)]
    [InlineData("936", 936)]
    [InlineData("932", 932)]
    [InlineData("windows-1251", 1251)]
    [InlineData("UTF-8", 65001)]
    [InlineData("65001", 65001)]
    [InlineData("shift_jis", 932)]
    [InlineData("us-ascii", 20127)]
    public async Task Read_NumberOrName_IsThatCodePage(string text, int codePage)
    {
        var encoding = EncodingText.Read(text);

        encoding.CodePage.Should().Be(codePage);
        await Visits.ShouldBeTakenAsync(new KailleraQueryOptions { Encoding = encoding });
    }

    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("klingon", "\"klingon\"")]
    [InlineData("0", "\"0\"")]
    [InlineData("1", "\"1\"")]
    [InlineData("99999", "\"99999\"")]
    [InlineData("99999999999", "\"99999999999\"")]
    [InlineData("-1252", "\"-1252\"")]
    [InlineData("utf-16", "single bytes")]
    [InlineData("utf-32", "single bytes")]
    [InlineData("37", "single bytes")]
    [InlineData("utf-7", "\"utf-7\"")]
    public void Read_AnythingElse_IsRefusedByName(string text, string named)
    {
        var reading = () => EncodingText.Read(text);

        reading.Should().Throw<CommandException>().Where(e => e.ExitCode == 2)
            .Which.Message.Should().Contain("--encoding").And.Contain(named);
    }
}
