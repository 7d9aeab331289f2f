using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Console.Tests.Input;

public sealed class OptionTextTests
{
    [Theory]
    [InlineData("quiet", P2PProbeMode.Quiet)]
    [InlineData("Identify", P2PProbeMode.Identify)]
    [InlineData("KNOCK", P2PProbeMode.Knock)]
    public void ReadMode_Word_IsReadInAnyCase(string text, P2PProbeMode mode) => OptionText.ReadMode("--mode", text).Should().Be(mode);

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("https://checker.example/base/")]
    public void ReadService_WebAddress_IsTaken(string text) => OptionText.ReadService(text).Should().Be(new Uri(text));

    [Fact]
    public void ReadService_Nothing_IsThePublicService() =>
        OptionText.ReadService(null).Should().Be(new Uri("https://api.smash64.online/"));

    [Theory]
    [InlineData("checker.example")]
    [InlineData("localhost:8080")]
    [InlineData("/kaillera")]
    [InlineData("ftp://checker.example")]
    [InlineData("https://me@checker.example")]
    [InlineData("https://checker.example/?q")]
    public void ReadService_AnythingElse_IsRefusedByName(string text) =>
        Refusal(() => OptionText.ReadService(text)).Should().Contain("--via").And.Contain(text);

    [Fact]
    public void ReadGreeting_SevenLines_AreTaken() =>
        OptionText.ReadGreeting([.. Enumerable.Repeat("hello", 7)]).Should().HaveCount(7);

    [Fact]
    public void ReadGreeting_WhatTheProbeWouldRefuse_IsRefusedByName()
    {
        Refusal(() => OptionText.ReadGreeting([.. Enumerable.Repeat("hello", 8)])).Should().Contain("8 times");
        Refusal(() => OptionText.ReadGreeting([new string('a', 251)])).Should().Contain("251");
        Refusal(() => OptionText.ReadGreeting([.. Enumerable.Repeat(new string('a', 200), 5)])).Should().Contain("1000");
        Refusal(() => OptionText.ReadGreeting(["a\u001b[31m"])).Should().Contain("control").And.NotContain("\u001b");
    }

    [Fact]
    public void ReadGreeting_LongestAllowed_IsTakenByTheProbe()
    {
        var lines = OptionText.ReadGreeting([.. Enumerable.Repeat(new string('é', 225), 4)]);

        var making = () => new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = lines });

        making.Should().NotThrow("what is taken here must not be refused later");
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("100", 100)]
    public void ReadNumber_NumberInRange_IsTaken(string text, int count) => OptionText.ReadNumber("--count", text, 1, 100).Should().Be(count);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("three")]
    [InlineData("99999999999")]
    public void ReadNumber_AnythingElse_IsRefusedByName(string text) =>
        Refusal(() => OptionText.ReadNumber("--count", text, 1, 100)).Should().ContainAll("--count", "1 to 100", $"\"{text}\"");

    [Theory]
    [InlineData("Ness", 1252)]
    [InlineData("1234567890123456789012345678901", 1252)]
    [InlineData("\uD55C\uAD6D", 949)]
    public async Task ReadUserName_NameThatServersTake_IsTakenByTheQuery(string text, int codePage)
    {
        var encoding = EncodingText.Read($"{codePage}");

        OptionText.ReadUserName(text, encoding).Should().Be(text);

        await Visits.ShouldBeTakenAsync(new KailleraQueryOptions { Encoding = encoding, UserName = text });
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012")]
    [InlineData("server")]
    [InlineData("a|b")]
    [InlineData("a\tb")]
    public void ReadUserName_WhatServersRefuse_IsRefusedByName(string text) =>
        Refusal(() => OptionText.ReadUserName(text, KailleraText.DefaultEncoding)).Should().Contain("--name");

    [Fact]
    public void ReadUserName_NameThatIsLongerInTheCodePage_IsRefused() =>
        Refusal(() => OptionText.ReadUserName(new string('\uD55C', 16), EncodingText.Read("949"))).Should().Contain("31 bytes");

    [Theory]
    [InlineData("PING", 0)]
    [InlineData("name", 1)]
    [InlineData("users", 2)]
    public void ReadOrder_Word_IsReadInAnyCase(string text, int order) => OptionText.ReadOrder("--sort", text).Should().Be((ServerOrder)order);

    private static string Refusal(Func<object> reading) =>
        reading.Should().Throw<CommandException>().Where(e => e.ExitCode == 2).Which.Message;
}
