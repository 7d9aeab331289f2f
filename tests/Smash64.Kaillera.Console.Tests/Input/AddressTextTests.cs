namespace Smash64.Kaillera.Console.Tests.Input;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("203.0.113.7", null, 27886)]
    [InlineData("203.0.113.7:30000", null, 30000)]
    [InlineData("203.0.113.7", "30000", 30000)]
    [InlineData("203.0.113.7", " 0x7530 ", 30000)]
    public void Read_AddressAndPort_AreValid(string text, string? portText, int port)
    {
        var address = AddressText.Read(text, portText);

        address.IsValid.Should().BeTrue();
        address.Address!.ToString().Should().Be("203.0.113.7");
        address.Port.Should().Be(port);
    }

    [Theory]
    [InlineData("203.0.113", null, 1, "a number is missing")]
    [InlineData("203.0.113.7:", null, 1, "nothing is no port")]
    [InlineData("203.0.113.7:80", null, 1, "the port is too small")]
    [InlineData("203.0.113.7: 30000", null, 1, "white space stands in the address")]
    [InlineData(" 203.0.113.7", null, 1, "white space stands before the address")]
    [InlineData("203.0.113:80", null, 2, "both are wrong")]
    [InlineData("203.0.113", "80", 2, "both are wrong")]
    [InlineData("::ffff:203.0.113.7", null, 1, "this is IPv6")]
    public void Read_BrokenRule_TellsEachOnce(string text, string? portText, int errors, string because)
    {
        var address = AddressText.Read(text, portText);

        address.IsValid.Should().BeFalse(because);
        address.Errors.Should().HaveCount(errors, because);
    }

    [Fact]
    public void Read_PortInBothPlaces_IsRefused()
    {
        var reading = () => AddressText.Read("203.0.113.7:30000", "30000");

        reading.Should().Throw<CommandException>().Which.ExitCode.Should().Be(2);
    }
}
