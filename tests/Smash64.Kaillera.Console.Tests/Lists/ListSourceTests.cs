using Smash64.Kaillera.Console.Lists;

namespace Smash64.Kaillera.Console.Tests.Lists;

public sealed class ListSourceTests
{
    [Fact]
    public void Read_Nothing_IsThePublicLists() =>
        ListSource.Read([]).Should().HaveCount(2).And.OnlyContain(source => source.Url != null);

    [Theory]
    [InlineData("http://example.org/list.txt?version=0.9")]
    [InlineData("HTTPS://example.org")]
    public void Read_WebAddress_IsAUrl(string text) =>
        ListSource.Read([text]).Should().ContainSingle().Which.Url.Should().Be(new Uri(text));

    [Theory]
    [InlineData("servers.txt")]
    [InlineData("/tmp/a:b")]
    [InlineData("./-")]
    [InlineData("example.org")]
    public void Read_AnythingElse_IsAFile(string text)
    {
        var source = ListSource.Read([text]).Should().ContainSingle().Subject;

        source.Path.Should().Be(text);
        source.Url.Should().BeNull();
    }

    [Fact]
    public void Read_Dash_IsNeitherUrlNorFile()
    {
        var source = ListSource.Read(["-"]).Should().ContainSingle().Subject;

        source.Path.Should().BeNull();
        source.Url.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("ftp://example.org/list")]
    [InlineData("http://")]
    [InlineData("http://me@example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("a\0b")]
    public void Read_NoList_IsRefusedByName(string text)
    {
        var reading = () => ListSource.Read([text]);

        reading.Should().Throw<CommandException>().Where(e => e.ExitCode == 2).Which.Message.Should().Contain("--list");
    }

    [Fact]
    public void Read_DashTwiceOrTooMany_IsRefused()
    {
        var twice = () => ListSource.Read(["-", "a", "-"]);
        var many = () => ListSource.Read([.. Enumerable.Repeat("a", 17)]);

        twice.Should().Throw<CommandException>().WithMessage("*only once*");
        many.Should().Throw<CommandException>().WithMessage("*16 times at most*17*");
    }

    [Fact]
    public void Name_WhatWouldSteerATerminal_IsReplaced() =>
        ListSource.Read(["a\u001b[31m"]).Should().ContainSingle().Which.Name.Should().Be("a\uFFFD[31m");
}
