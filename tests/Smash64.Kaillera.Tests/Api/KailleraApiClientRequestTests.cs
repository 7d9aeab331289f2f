using System.Text.Json.Nodes;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

public sealed class KailleraApiClientRequestTests
{
    private const string Json = "application/json";

    [Fact]
    public async Task GetIPAsync_DefaultSettings_SendsBareGet()
    {
        var service = new FakeService(FakeService.Text("203.0.113.7"));

        var address = await service.CreateClient().GetIPAsync();

        address.Should().Be(IPAddress.Parse("203.0.113.7"));
        service.Requests.Should().Equal(
            new SeenRequest("GET", "https://api.smash64.online/kaillera/get-ip", null, null));
    }

    [Fact]
    public async Task CheckP2PAsync_HostAndPort_SendsThemInOrder()
    {
        var service = new FakeService(FakeService.Text(FakeService.OkAnswer));

        await service.CreateClient().CheckP2PAsync(new(IPAddress.Parse("203.0.113.7"), 27890));

        service.Requests.Should().Equal(new SeenRequest(
            "POST",
            "https://api.smash64.online/kaillera/p2p-check",
            Json,
            """{"host":"203.0.113.7","port":27890}"""));
    }

    [Fact]
    public async Task CheckP2PAsync_SelfWithVia_SendsWordAndOrigin()
    {
        var service = new FakeService(FakeService.Text(FakeService.OkAnswer));

        await service.CreateClient().CheckP2PAsync(P2PCheckRequest.Self() with { Via = "https://example.org/p2p/" });

        service.Requests.Should().ContainSingle().Which.Body
            .Should().Be("""{"host":"self","port":27886,"via":"https://example.org/p2p/"}""");
    }

    [Theory]
    [InlineData(null, "the client's", "the client's")]
    [InlineData("the request's", "the client's", "the request's")]
    [InlineData("", "the client's", "")]
    public async Task CheckP2PAsync_TwoVias_RequestGoesFirst(string? own, string? general, string expected)
    {
        var service = new FakeService(FakeService.Text(FakeService.OkAnswer));
        var client = service.CreateClient(new KailleraApiClientOptions { Via = general });

        await client.CheckP2PAsync(P2PCheckRequest.Self() with { Via = own });

        JsonNode.Parse(service.Requests[0].Body!)!["via"]!.GetValue<string>().Should().Be(expected);
    }

    [Fact]
    public async Task CheckServerAsync_IPv4MappedServer_SendsIPv4AndNoVia()
    {
        var service = new FakeService(FakeService.Text("""{"message": "42ms", "success": true}"""));
        var client = service.CreateClient(new KailleraApiClientOptions { Via = "not for servers" });

        var result = await client.CheckServerAsync(new IPEndPoint(IPAddress.Parse("::ffff:203.0.113.8"), 27888));

        result.Should().Be(new ServerCheckResult(true, "42ms") { RoundTripTime = TimeSpan.FromMilliseconds(42) });
        service.Requests.Should().Equal(new SeenRequest(
            "POST",
            "https://api.smash64.online/kaillera/server-check",
            Json,
            """{"host":"203.0.113.8","port":27888}"""));
    }

    [Theory]
    [InlineData("https://one.example", "https://one.example/kaillera/get-ip")]
    [InlineData("http://one.example:8080/", "http://one.example:8080/kaillera/get-ip")]
    [InlineData("https://one.example/behind/proxy", "https://one.example/behind/proxy/kaillera/get-ip")]
    [InlineData("https://one.example/behind/proxy/", "https://one.example/behind/proxy/kaillera/get-ip")]
    [InlineData("https://one.example/kaillera", "https://one.example/kaillera/get-ip")]
    [InlineData("https://one.example/behind/kaillera/", "https://one.example/behind/kaillera/get-ip")]
    [InlineData("https://one.example//two.example", "https://one.example//two.example/kaillera/get-ip")]
    [InlineData("https://one.example/a%2Fb", "https://one.example/a%2Fb/kaillera/get-ip")]
    public async Task GetIPAsync_BaseAddressWithPath_KeepsThePath(string baseAddress, string expected)
    {
        var byOptions = new FakeService(FakeService.Text("203.0.113.7"));
        var byClient = new FakeService(FakeService.Text("203.0.113.7"));
        byClient.Http.BaseAddress = new Uri(baseAddress);

        await byOptions.CreateClient(new KailleraApiClientOptions { BaseAddress = new Uri(baseAddress) }).GetIPAsync();
        await byClient.CreateClient().GetIPAsync();

        byOptions.Requests[0].Address.Should().Be(expected);
        byClient.Requests[0].Address.Should().Be(expected);
    }

    [Fact]
    public async Task GetIPAsync_BaseAddressOfHttpClientAndOptions_HttpClientGoesFirst()
    {
        var service = new FakeService(FakeService.Text("203.0.113.7"));
        service.Http.BaseAddress = new Uri("https://first.example/");

        var options = new KailleraApiClientOptions { BaseAddress = new Uri("https://second.example/") };

        await service.CreateClient(options).GetIPAsync();

        service.Requests[0].Address.Should().Be("https://first.example/kaillera/get-ip");
    }

    [Theory]
    [InlineData("2001:db8::7", 27888, "it is not IPv4")]
    [InlineData("203.0.113.8", 0, "nobody can be reached at port 0")]
    public void CheckServerAsync_BadServer_SendsNothing(string host, int port, string because)
    {
        var service = new FakeService(FakeService.Text(FakeService.OkAnswer));

        var act = () => { _ = service.CreateClient().CheckServerAsync(new IPEndPoint(IPAddress.Parse(host), port)); };

        act.Should().Throw<ArgumentException>(because).WithParameterName("server");
        service.Requests.Should().BeEmpty();
    }

    [Fact]
    public void Calls_Null_SendNothing()
    {
        var service = new FakeService(FakeService.Text(FakeService.OkAnswer));
        var client = service.CreateClient();

        var checkP2P = () => { _ = client.CheckP2PAsync(null!); };
        var checkServer = () => { _ = client.CheckServerAsync(null!); };

        checkP2P.Should().Throw<ArgumentNullException>().WithParameterName("request");
        checkServer.Should().Throw<ArgumentNullException>().WithParameterName("server");
        service.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Calls_AlreadyCancelled_SendNothing()
    {
        var service = new FakeService(FakeService.Text(FakeService.OkAnswer));
        var client = service.CreateClient();
        var cancelled = new CancellationToken(canceled: true);

        Task[] calls =
        [
            client.GetIPAsync(cancelled),
            client.CheckP2PAsync(FakeService.SomeHost, cancelled),
            client.CheckServerAsync(FakeService.SomeServer, cancelled),
        ];

        foreach (var call in calls)
        {
            (await call.ShouldThrowAsync<OperationCanceledException>()).CancellationToken.Should().Be(cancelled);
        }

        service.Requests.Should().BeEmpty();
    }
}
