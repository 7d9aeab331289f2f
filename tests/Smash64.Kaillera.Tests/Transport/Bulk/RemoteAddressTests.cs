using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Tests.Transport.Bulk;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.255.254", true)]
    [InlineData("126.255.255.255", false)]
    [InlineData("128.0.0.0", false)]
    public void IsLoopback_Address_IsThatOfThisMachinesNetwork(string address, bool isLoopback) =>
        RemoteAddress.From(new IPEndPoint(IPAddress.Parse(address), 1)).IsLoopback.Should().Be(isLoopback);

    [Fact]
    public void Key_AddressAndPort_AreBothInIt()
    {
        string[] addresses = ["1.2.3.4", "4.3.2.1", "255.255.255.255", "0.0.0.0"];
        int[] ports = [1, 2, 256, 65_535];
        var keys = addresses.SelectMany(address => ports.Select(port => RemoteAddress.From(new IPEndPoint(IPAddress.Parse(address), port)).Key));

        keys.Should().OnlyHaveUniqueItems().And.Contain(0x01020304_0100UL);
    }

    [Theory]
    [InlineData("::1", 1)]
    [InlineData("127.0.0.1", 0)]
    public void TryRead_NoIPv4OrNoPort_IsRefused(string address, int port) =>
        RemoteAddress.TryRead(new IPEndPoint(IPAddress.Parse(address), port), out _).Should().BeFalse();
}
