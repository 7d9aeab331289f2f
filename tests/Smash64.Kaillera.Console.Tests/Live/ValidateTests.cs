namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class ValidateTests
{
    [Theory]
    [InlineData("203.0.112.7", null, 0, "a public address")]
    [InlineData("192.168.1.20", null, 0, "a private address is valid all the same")]
    [InlineData("203.0.112.7:27886", null, 0, "a port may follow")]
    [InlineData("203.0.112.7", " 27886 ", 0, "the page takes white space around a port")]
    [InlineData("203.0.112.07", null, 1, "a leading zero")]
    [InlineData("", null, 1, "nothing is no address")]
    [InlineData("203.0.112.7", "65535", 1, "the field takes it, the rule does not")]
    [InlineData("203.0.112.7", "", 1, "nothing is no port")]
    [InlineData("203.0.112.7:27886", "27886", 2, "a port in both places")]
    public async Task Validate_Text_EndsWithTheAnswer(string text, string? port, int exitCode, string because)
    {
        var run = await KailleraProgram.RunAsync(["validate", text, .. port is null ? (string[])[] : ["--port", port]]);

        run.ExitCode.Should().Be(exitCode, because);
    }

    [Fact]
    public async Task Validate_PrivateAddress_WarnsInTheSdksWords()
    {
        var run = await KailleraProgram.RunAsync("validate", "192.168.1.20");

        run.Output.Should().Contain(
            "192.168.1.20 is a private address: nobody outside your network can reach it; your public address is what to share");
    }

    [Fact]
    public async Task Validate_Json_TellsAllThatIsWrong()
    {
        var run = await KailleraProgram.RunAsync("validate", "1.2.3:99", "--json");

        run.ExitCode.Should().Be(1);
        run.Json.GetProperty("valid").GetBoolean().Should().BeFalse();
        run.Json.GetProperty("errors").GetArrayLength().Should().Be(2, "the address is wrong and so is the port");
    }

    [Fact]
    public async Task Validate_NothingToValidate_IsBadInput()
    {
        (await KailleraProgram.RunAsync("validate")).ExitCode.Should().Be(2);
    }
}
