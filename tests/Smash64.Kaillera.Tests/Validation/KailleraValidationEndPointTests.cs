namespace Smash64.Kaillera.Tests.Validation;

public sealed class KailleraValidationEndPointTests
{
    [Theory]
    [InlineData("203.0.113.7", 27886, "the text names no port")]
    [InlineData("203.0.113.7:30000", 30000, "the text names its port")]
    [InlineData("203.0.113.7:1025", 1025, "it is the smallest port")]
    [InlineData("203.0.113.7:65534", 65534, "it is the largest port")]
    [InlineData("203.0.113.7:0x7530", 30000, "the port is read by the page's rule")]
    [InlineData("203.0.113.7:+3e4", 30000, "the port is read by the page's rule")]
    public void TryParseEndPoint_AddressWithOrWithoutPort_ReadsIt(string text, int port, string because)
    {
        KailleraValidation.TryParseEndPoint(text, KailleraDefaults.P2PPort, out var endPoint).Should().BeTrue(because);

        endPoint.Should().Be(new IPEndPoint(IPAddress.Parse("203.0.113.7"), port));
    }

    [Theory]
    [InlineData(null, "there is no text")]
    [InlineData("", "there is no address")]
    [InlineData(":", "there is nothing around the colon")]
    [InlineData(":27886", "there is no address")]
    [InlineData("27886", "there is no address")]
    [InlineData("203.0.113.7:", "a colon promises a port")]
    [InlineData("203.0.113.7: 27886", "white space before the port is refused")]
    [InlineData("203.0.113.7:27886\n", "a line break after the port is refused")]
    [InlineData("203.0.113.7:\uFEFF27886", "JavaScript's white space is refused too")]
    [InlineData("203.0.113.7 :27886", "white space after the address is refused")]
    [InlineData(" 203.0.113.7", "white space before the address is refused")]
    [InlineData("203.0.113.7:27886:27886", "there are two ports")]
    [InlineData("203.0.113.7::27886", "there are two colons")]
    [InlineData("203.0.113.7:1024", "the port is below the page's range")]
    [InlineData("203.0.113.7:65535", "the port is above the page's range")]
    [InlineData("203.0.113.7:27886.5", "a fraction is no port")]
    [InlineData("203.0.113.07:27886", "a leading zero is refused")]
    [InlineData("[::1]:27886", "IPv6 is refused")]
    [InlineData("::1", "IPv6 is refused")]
    [InlineData("localhost:27886", "names are refused")]
    public void TryParseEndPoint_AnythingElse_ReturnsFalse(string? text, string because)
    {
        KailleraValidation.TryParseEndPoint(text, KailleraDefaults.P2PPort, out var endPoint).Should().BeFalse(because);

        endPoint.Should().BeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1024)]
    [InlineData(65535)]
    public void TryParseEndPoint_DefaultPortOutsideThePagesRange_IsTheCallersChoice(int defaultPort)
    {
        KailleraValidation.TryParseEndPoint("10.0.0.1", defaultPort, out var endPoint).Should().BeTrue();

        endPoint!.Port.Should().Be(defaultPort);
    }

    [Theory]
    [InlineData(-1, "10.0.0.1")]
    [InlineData(0, "10.0.0.1:27886")]
    [InlineData(65536, null)]
    public void TryParseEndPoint_DefaultPortIsNoPort_Throws(int defaultPort, string? text)
    {
        var parse = () => KailleraValidation.TryParseEndPoint(text, defaultPort, out _);

        parse.Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("*from 1 to 65535*")
            .Where(e => e.ParamName == "defaultPort" && Equals(e.ActualValue, defaultPort));
    }
}
