namespace Smash64.Kaillera.Console.Tests.Input;

public sealed class HostTextTests
{
    [Theory]
    [InlineData("203.0.113.7", null, "203.0.113.7", 27888)]
    [InlineData("203.0.113.7:80", null, "203.0.113.7", 80)]
    [InlineData("203.0.113.7", "65535", "203.0.113.7", 65535)]
    [InlineData("kaillera.example.org", null, "kaillera.example.org", 27888)]
    [InlineData("Kaillera.Example.org:1", null, "Kaillera.Example.org", 1)]
    [InlineData("localhost", "27900", "localhost", 27900)]
    [InlineData("example.org.", null, "example.org", 27888)]
    [InlineData("my_server.example", null, "my_server.example", 27888)]
    [InlineData("b\u00FCcher.example", null, "xn--bcher-kva.example", 27888)]
    public void Read_AddressOrName_IsTaken(string text, string? portText, string host, int port)
    {
        var address = HostText.ReadServer(text, portText);

        address.Host.Should().Be(host);
        address.Port.Should().Be(port);
    }

    [Theory]
    [InlineData("", "nothing was entered")]
    [InlineData("256.1.1.1", "larger than 255")]
    [InlineData("127.1", "\"127.1\"")]
    [InlineData("010.0.0.1", "leading zero")]
    [InlineData("0x7f.0.0.1", "neither")]
    [InlineData("1.2.3.4.example.0x7f", "neither")]
    [InlineData(" 203.0.113.7", "white space")]
    [InlineData("::1", "IPv6")]
    [InlineData("[::1]:27888", "IPv6")]
    [InlineData("http://kaillera.example.org:80/", "web address")]
    [InlineData("kaillera.example.org/", "web address")]
    [InlineData("-a.example", "neither")]
    [InlineData("a..example", "neither")]
    [InlineData("my server", "neither")]
    [InlineData("evil\u001b[31m.example", "neither")]
    [InlineData("203.0.113.7:0", "1 to 65535")]
    [InlineData("203.0.113.7:65536", "1 to 65535")]
    [InlineData("203.0.113.7:", "1 to 65535")]
    [InlineData("203.0.113.7: 27888", "1 to 65535")]
    [InlineData("203.0.113.7:0x50", "1 to 65535")]
    public void Read_BrokenRule_IsRefusedByName(string text, string named) =>
        Refusal(text, portText: null).Should().Contain(named).And.NotContain("\u001b");

    [Fact]
    public void Read_BothWrong_TellsBoth() => Refusal("1.2.3", "x").Should().Contain("\"1.2.3\"").And.Contain("\"x\"");

    [Fact]
    public void Read_LabelOrNameTooLong_IsRefused()
    {
        Refusal(new string('a', 64) + ".example", portText: null).Should().Contain("neither");
        Refusal(string.Join('.', Enumerable.Repeat("abcdefgh", 32)), portText: null).Should().Contain("neither");
    }

    [Fact]
    public void Read_PortInBothPlaces_IsRefused() => Refusal("203.0.113.7:27888", "27888").Should().Contain("already");

    [Theory]
    [InlineData("203.0.113.7", null, "203.0.113.7", 27886, false)]
    [InlineData("203.0.113.7:27887", null, "203.0.113.7", 27887, false)]
    [InlineData("203.0.113.7", "27887", "203.0.113.7", 27887, false)]
    [InlineData("my-host.example:27887", null, "my-host.example", 27887, false)]
    [InlineData("my-host.example", "27887", "my-host.example", 27887, false)]
    [InlineData("localhost", null, "localhost", 27886, false)]
    [InlineData("My IP: 203.0.113.7:27887", null, "203.0.113.7", 27887, true)]
    [InlineData(" 203.0.113.7 ", "27887", "203.0.113.7", 27887, true)]
    [InlineData("http://203.0.113.7:27887/", null, "203.0.113.7", 27887, true)]
    public void ReadHost_AddressNameOrPastedText_IsTaken(string text, string? portText, string host, int port, bool isTaken)
    {
        var read = HostText.ReadHost(text, portText);

        (read.Host, read.Port, read.TakenFrom).Should().Be((host, port, isTaken ? text : null));
    }

    [Theory]
    [InlineData("256.1.1.1", "larger than 255")]
    [InlineData("my-host.example:80", "1025 to 65534")]
    [InlineData("203.0.113.7:80", "1025 to 65534")]
    [InlineData("203.0.113.7 and 198.51.100.2", "names two addresses")]
    [InlineData("two words", "\"two words\"")]
    [InlineData("::1", "IPv6")]
    public void ReadHost_AnythingElse_IsRefusedByName(string text, string named)
    {
        var reading = () => HostText.ReadHost(text, portText: null);

        reading.Should().Throw<CommandException>().Which.Message.Should().Contain(named);
    }

    private static string Refusal(string text, string? portText)
    {
        var reading = () => HostText.ReadServer(text, portText);
        return reading.Should().Throw<CommandException>().Where(e => e.ExitCode == 2).Which.Message;
    }
}
