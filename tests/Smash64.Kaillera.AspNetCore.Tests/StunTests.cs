using Microsoft.Extensions.Options;
using Smash64.Kaillera.Nat;

namespace Smash64.Kaillera.AspNetCore.Tests;

/// <summary>The STUN server beside the service.</summary>
public sealed class StunTests
{
    [Fact]
    public async Task Service_WithoutAPort_HasNoStunServer()
    {
        await using var service = await CheckerService.StartAsync();

        (await new KailleraCheckClient(service.Client).GetServiceAsync()).StunPort.Should().BeNull();
    }

    [Fact]
    public async Task Service_WithPorts_TellsWhatKindOfNatItIs()
    {
        await using var service = await CheckerService.StartAsync(static options =>
        {
            options.Stun.Port = 0;
            options.Stun.OtherPort = 0;
            options.Stun.Address = "127.0.0.1";
        });

        var port = (await new KailleraCheckClient(service.Client).GetServiceAsync()).StunPort!.Value;
        var result = await new StunClient(new StunClientOptions { Servers = [new DnsEndPoint("127.0.0.1", port)] }).AskAsync();

        result.Mapping.Should().Be(NatMapping.EndpointIndependent);
        service.Log.Text.Should().Contain($"127.0.0.1:{port}");
    }

    [Fact]
    public async Task Service_Stopped_LeavesThePort()
    {
        int port;
        await using (var service = await CheckerService.StartAsync(static options => (options.Stun.Port, options.Stun.Address) = (0, "127.0.0.1")))
        {
            port = (await new KailleraCheckClient(service.Client).GetServiceAsync()).StunPort!.Value;
        }

        using var again = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
    }

    [Theory]
    [InlineData("Port", "70000", "Stun:Port must be")]
    [InlineData("Address", "here", "Stun:Address must be an IPv4 address; it is \"here\"")]
    [InlineData("OtherAddress", "127.0.0.2", "must be two single addresses")]
    public async Task Start_BrokenSetting_StopsTheStartWithASentence(string name, string value, string message)
    {
        var start = () =>
            CheckerService.StartAsync(options =>
            {
                options.Stun.Port = name == "Port" ? 70_000 : 0;
                options.Stun.Address = name == "Address" ? value : null;
                options.Stun.OtherAddress = name == "OtherAddress" ? value : null;
            });

        await start.Should().ThrowAsync<OptionsValidationException>().WithMessage($"*{message}*");
    }
}
