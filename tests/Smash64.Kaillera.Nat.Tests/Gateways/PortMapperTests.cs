namespace Smash64.Kaillera.Nat.Tests.Gateways;

/// <summary>Routers of every oddity that players' routers have.</summary>
public sealed class PortMapperTests
{
    private const int Port = KailleraDefaults.P2PPort;

    private static readonly (int, string) Udp = (Port, "UDP");
    private static readonly IPEndPoint Here = new(IPAddress.Loopback, Port);
    private static readonly IPEndPoint Elsewhere = IPEndPoint.Parse("192.168.77.11:27886");

    public static TheoryData<string, string> Descriptions =>
        new()
        {
            { "a relative address", SimulatedRouter.Description("", ["ctl"]) },
            { "an absolute path", SimulatedRouter.Description("", ["/ctl"]) },
            { "a whole address", SimulatedRouter.Description("", ["ROOT/ctl"]) },
            { "a URLBase of another host", SimulatedRouter.Description("", ["/ctl"], "<URLBase>http://192.168.0.1:80/</URLBase>") },
            { "a URLBase that is none", SimulatedRouter.Description("", ["/ctl"], "<URLBase>:::</URLBase>") },
            { "capitals", SimulatedRouter.Description("", ["/ctl"]).Replace("controlURL", "CONTROLURL", StringComparison.Ordinal).Replace("serviceType", "SERVICETYPE", StringComparison.Ordinal) },
            { "no end", SimulatedRouter.Description("", ["/ctl"])[..^40] },
        };

    [Fact]
    public async Task Find_AllThree_TellsThemBestFirst()
    {
        await using var router = new SimulatedRouter { SpeaksPcp = true, SpeaksNatPmp = true, SpeaksUpnp = true };

        var gateway = await router.CreateMapper(GatewayProtocol.Upnp, GatewayProtocol.NatPmp, GatewayProtocol.Pcp).FindAsync();

        gateway!.Protocols.Should().Equal(GatewayProtocol.Pcp, GatewayProtocol.NatPmp, GatewayProtocol.Upnp);
        (gateway.Address, gateway.LocalAddress, gateway.ExternalAddress, gateway.Model).Should().Be((router.Address, IPAddress.Loopback, router.ExternalAddress, "Sim Router"));
        router.Entries.Should().BeEmpty("a search opens nothing");
    }

    [Fact]
    public async Task Find_RouterIsSilent_IsAResultInTime()
    {
        await using var router = new SimulatedRouter();
        var time = new ManualTimeProvider();
        var mapper = new PortMapper(options: null, time, () => [router.Route]);

        var finding = mapper.FindAsync();
        await time.WaitForTimersAsync(3); // all three ask at the same time
        time.Advance(TimeSpan.FromSeconds(1.5));

        (await finding)!.Protocols.Should().BeEmpty();
    }

    [Fact]
    public async Task Find_OnlyAVpn_IsNamedAndNotAsked()
    {
        await using var router = new SimulatedRouter { SpeaksNatPmp = true };
        var mapper = new PortMapper(options: null, TimeProvider.System, () => [router.Route with { Name = "tun0", IsVirtual = true }]);

        (await mapper.FindAsync()).Should().BeNull();
        var open = () => mapper.OpenAsync();
        (await open.Should().ThrowAsync<PortMappingException>()).Which.Error.Should().Be(PortMappingError.NoGateway);
    }

    [Fact]
    public async Task Find_AnotherDeviceAnswersToo_TakesTheGateway()
    {
        await using var media = new SimulatedRouter("127.0.0.3") { SpeaksUpnp = true };
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        var route = router.Route with { Ssdp = [.. media.Route.Ssdp, .. router.Route.Ssdp] };
        var mapper = new PortMapper(new PortMapperOptions { Protocols = [GatewayProtocol.Upnp] }, TimeProvider.System, () => [route]);

        await using var mapping = await mapper.OpenAsync();

        router.Entries.Should().ContainKey(Udp);
        media.Entries.Should().BeEmpty();
    }

    [Theory]
    [InlineData(GatewayProtocol.Pcp)]
    [InlineData(GatewayProtocol.NatPmp)]
    [InlineData(GatewayProtocol.Upnp)]
    public async Task Open_ThenDisposed_GivesItBack(GatewayProtocol protocol)
    {
        await using var router = new SimulatedRouter { SpeaksPcp = true, SpeaksNatPmp = true, SpeaksUpnp = true };

        await using (var mapping = await router.CreateMapper(protocol).OpenAsync())
        {
            (mapping.Via, mapping.ExternalEndPoint, mapping.InternalEndPoint, mapping.Lease)
                .Should()
                .Be((protocol, new IPEndPoint(router.ExternalAddress, Port), Here, TimeSpan.FromHours(1)));
            router.Entries[Udp].Should().Be((Here, 3_600));
        }

        router.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Open_NatPmpRouterThatAnswersPcpWithVersion0_IsAskedByNatPmp()
    {
        await using var router = new SimulatedRouter { SpeaksNatPmp = true };

        await using var mapping = await router.CreateMapper(GatewayProtocol.Pcp, GatewayProtocol.NatPmp).OpenAsync();

        mapping.Via.Should().Be(GatewayProtocol.NatPmp);
    }

    [Theory]
    [InlineData(GatewayProtocol.Pcp, 2, PortMappingError.NotAuthorized)]
    [InlineData(GatewayProtocol.Pcp, 8, PortMappingError.NoResources)]
    [InlineData(GatewayProtocol.Pcp, 11, PortMappingError.Conflict)]
    [InlineData(GatewayProtocol.NatPmp, 2, PortMappingError.NotAuthorized)]
    [InlineData(GatewayProtocol.NatPmp, 3, PortMappingError.NoResources)]
    public async Task Open_Refused_NamesTheResult(GatewayProtocol protocol, int result, PortMappingError error)
    {
        await using var router = new SimulatedRouter { SpeaksPcp = true, SpeaksNatPmp = true, PmpResult = result };

        var open = () => router.CreateMapper(protocol).OpenAsync();

        var fault = (await open.Should().ThrowAsync<PortMappingException>()).Which;
        (fault.Error, fault.Code, fault.Protocol).Should().Be((error, result, protocol));
    }

    [Theory]
    [InlineData(725)]
    [InlineData(402)]
    [InlineData(501)]
    public async Task Open_RouterTakesPermanentMappingsOnly_IsMappedForEverAndDeletedByUs(int code)
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true, Refuse = (_, action, lease) => action == "AddPortMapping" && lease > 0 ? code : 0 };

        await using (var mapping = await router.CreateMapper(GatewayProtocol.Upnp).OpenAsync())
        {
            mapping.Lease.Should().BeNull();
            router.Entries[Udp].Lease.Should().Be(0);
        }

        router.Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Open_RouterSaysYesAndDoesNothing_IsRefused()
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true, Lies = true, Refuse = (_, action, lease) => action == "AddPortMapping" && lease > 0 ? 725 : 0 };

        var open = () => router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        (await open.Should().ThrowAsync<PortMappingException>()).Which.Code.Should().Be(725);
    }

    [Fact]
    public async Task Open_718ButTheEntryIsOurOwn_IsReplaced()
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        router.Entries[Udp] = (Here, 77);
        router.Refuse = (_, action, _) => action == "AddPortMapping" && router.Entries.ContainsKey(Udp) ? 718 : 0;

        await using var mapping = await router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        router.Entries[Udp].Lease.Should().Be(3_600);
        router.Refuse = static (_, _, _) => 0;
    }

    [Fact]
    public async Task Open_718AndTheEntryIsAStrangers_NamesHimAndLeavesIt()
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true, Refuse = static (_, action, _) => action == "AddPortMapping" ? 718 : 0 };
        router.Entries[Udp] = (Elsewhere, 60);

        var open = () => router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        var fault = (await open.Should().ThrowAsync<PortMappingException>()).Which;
        (fault.Error, fault.Code).Should().Be((PortMappingError.Conflict, 718));
        fault.Entry!.InternalEndPoint.Should().Be(Elsewhere);
        fault.Message.Should().Contain("192.168.77.11").And.Contain("Old & odd");
        router.Entries[Udp].Should().Be((Elsewhere, 60), "a stranger's mapping is never deleted");
    }

    [Fact]
    public async Task Open_606_IsNotAuthorizedAndNotTriedAgain()
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true, Refuse = static (_, action, _) => action == "AddPortMapping" ? 606 : 0 };

        var open = () => router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        (await open.Should().ThrowAsync<PortMappingException>()).Which.Error.Should().Be(PortMappingError.NotAuthorized);
        router.Calls.Count(static call => call.EndsWith("AddPortMapping", StringComparison.Ordinal)).Should().Be(1);
    }

    [Theory]
    [InlineData("/dead", "/live")]
    [InlineData("/live", "/dead")]
    public async Task Open_OneOfTwoServicesIsDead_TakesTheOther(string first, string second)
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        router.Describe = root => SimulatedRouter.Description(root, [first, second]);
        router.Refuse = static (path, action, _) => path == "/dead" && action == "AddPortMapping" ? 501 : 0;

        await using var mapping = await router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        router.Calls.First(static call => call.EndsWith("AddPortMapping", StringComparison.Ordinal)).Should().StartWith("/live");
    }

    [Fact]
    public async Task Open_ServiceSaysConnectedAndRefuses_TakesTheOneThatWorks()
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        router.Describe = root => SimulatedRouter.Description(root, ["/boasts", "/dead"]);
        router.Refuse = static (path, action, _) => path == "/boasts" && action == "AddPortMapping" ? 501 : 0;

        await using var mapping = await router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        router.Entries.Should().ContainKey(Udp, "a mapping that works counts, not a status");
    }

    [Theory]
    [MemberData(nameof(Descriptions))]
    public async Task Open_OddDescription_IsRead(string oddity, string description)
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        router.Describe = root => description.Replace("ROOT", root, StringComparison.Ordinal);

        await using var mapping = await router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        router.Entries.Should().ContainKey(Udp, "it has {0}", oddity);
    }

    [Theory]
    [InlineData("chunks")]
    [InlineData("too long")]
    [InlineData("no length")]
    public async Task Open_OddHttp_IsRead(string oddity)
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        router.Frame = (status, body) =>
            oddity switch
            {
                "chunks" => $"HTTP/1.1 {status} X\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\n{body[..5]}\r\n{body.Length - 5:x}\r\n{body[5..]}\r\n0\r\n\r\n",
                "too long" => $"HTTP/1.1 {status} X\r\nContent-Length: {body.Length + 100}\r\nConnection: close\r\n\r\n{body}",
                _ => $"HTTP/1.0 {status} X\r\n\r\n{body}",
            };

        await using var mapping = await router.CreateMapper(GatewayProtocol.Upnp).OpenAsync();

        router.Entries.Should().ContainKey(Udp);
    }

    [Fact]
    public async Task GetMapping_TcpInsteadOfUdp_IsSeen()
    {
        await using var router = new SimulatedRouter { SpeaksUpnp = true };
        router.Entries[(Port, "TCP")] = (Elsewhere, 0);
        var mapper = router.CreateMapper(GatewayProtocol.Upnp);

        (await mapper.GetMappingAsync(Port)).Should().BeNull();
        var entry = await mapper.GetMappingAsync(Port, ProtocolType.Tcp);

        (entry!.InternalEndPoint, entry.Lease, entry.Description).Should().Be((Elsewhere, null, "Old & odd"));
    }

    [Theory]
    [InlineData(1_024, 27_886, "Smash64 P2P", 60, "Port must be")]
    [InlineData(27_886, 80, "Smash64 P2P", 60, "ExternalPort must be")]
    [InlineData(27_886, 27_886, "", 60, "Description must be")]
    [InlineData(27_886, 27_886, "<ñ>", 60, "Description must be")]
    [InlineData(27_886, 27_886, "Smash64 P2P", 0, "Lease must be")]
    public async Task Open_BadRequest_IsNamedBeforeAnythingIsSent(int port, int externalPort, string description, int lease, string message)
    {
        await using var router = new SimulatedRouter { SpeaksNatPmp = true };
        var request = new PortMappingRequest { Port = port, ExternalPort = externalPort, Description = description, Lease = TimeSpan.FromSeconds(lease) };

        var open = () => router.CreateMapper(GatewayProtocol.NatPmp).OpenAsync(request);

        await open.Should().ThrowAsync<ArgumentException>().WithMessage($"*{message}*");
        router.Calls.Should().BeEmpty();
    }
}
