using System.Globalization;
using System.Text.Json.Nodes;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>Replays every recorded exchange with the original service as an answer to the client.</summary>
public sealed class KailleraApiClientContractTests
{
    public static TheoryData<string> GetIPExchanges => Names("get-ip");

    public static TheoryData<string> P2PCheckExchanges => Names("p2p-check");

    public static TheoryData<string> ServerCheckExchanges => Names("server-check");

    [Theory]
    [MemberData(nameof(GetIPExchanges))]
    public async Task GetIPAsync_RecordedAnswer_GivesAddressOrNull(string name)
    {
        var exchange = ContractExchange.All[name];
        var service = Answering(exchange);

        var address = await service.CreateClient().GetIPAsync();

        address?.ToString().Should().Be(exchange.ResponseBody);
        (address is not null).Should().Be(
            exchange.Status == HttpStatusCode.OK && KailleraValidation.IsIPv4(exchange.ResponseBody));
        service.Requests.Should().ContainSingle().Which.Should().Be(
            new SeenRequest(exchange.Method, $"https://api.smash64.online{exchange.Path}", null, null));
    }

    [Theory]
    [MemberData(nameof(P2PCheckExchanges))]
    public async Task CheckP2PAsync_RecordedAnswer_GivesWhatTheBodySays(string name)
    {
        var exchange = ContractExchange.All[name];
        var service = Answering(exchange);
        var asked = exchange.FindP2PRequest();

        var call = service.CreateClient().CheckP2PAsync(asked ?? FakeService.SomeHost);

        if (exchange.Status == HttpStatusCode.OK)
        {
            (await call).Should().Be(ExpectedP2PResult(exchange.ResponseBody));
        }
        else
        {
            await ShouldFailAsync(call, exchange);
        }

        ShouldHaveAsked(service, exchange, asked is not null);
    }

    [Theory]
    [MemberData(nameof(ServerCheckExchanges))]
    public async Task CheckServerAsync_RecordedAnswer_GivesWhatTheBodySays(string name)
    {
        var exchange = ContractExchange.All[name];
        var service = Answering(exchange);
        var asked = exchange.FindServer();

        var call = service.CreateClient().CheckServerAsync(asked ?? FakeService.SomeServer);

        if (exchange.Status == HttpStatusCode.OK)
        {
            (await call).Should().Be(ExpectedServerResult(exchange.ResponseBody));
        }
        else
        {
            await ShouldFailAsync(call, exchange);
        }

        // "via" means nothing to this call; the original was once sent it all the same.
        var isSame = asked is not null && !exchange.RequestBody!.Contains("via", StringComparison.Ordinal);
        ShouldHaveAsked(service, exchange, isSame);
    }

    [Fact]
    public void FindP2PRequest_AllExchanges_CoversWhatTheClientCanAsk()
    {
        var exchanges = ContractExchange.All.Values;

        exchanges.Should().HaveCount(205);
        exchanges.Count(static exchange => exchange.Endpoint == "p2p-check" && exchange.FindP2PRequest() is not null)
            .Should().BeGreaterThan(60, "else the requests go unchecked");
        exchanges.Count(static exchange => exchange.Endpoint == "server-check" && exchange.FindServer() is not null)
            .Should().BeGreaterThan(10, "else the requests go unchecked");
    }

    private static TheoryData<string> Names(string endpoint) =>
        [.. from exchange in ContractExchange.All.Values where exchange.Endpoint == endpoint select exchange.Name];

    private static FakeService Answering(ContractExchange exchange) =>
        new(FakeService.Text(exchange.ResponseBody, exchange.Status));

    private static async Task ShouldFailAsync(Task call, ContractExchange exchange)
    {
        var fault = await call.ShouldFailAsync(KailleraApiError.HttpStatus, exchange.Endpoint);

        fault.StatusCode.Should().Be(exchange.Status);
        fault.ServiceMessage.Should().Be((string?)JsonNode.Parse(exchange.ResponseBody)!["message"]);
        fault.Message.Should().Contain(fault.ServiceMessage);
    }

    private static void ShouldHaveAsked(FakeService service, ContractExchange exchange, bool isSame)
    {
        var seen = service.Requests.Should().ContainSingle().Subject;
        (seen.Method, seen.Address).Should().Be((exchange.Method, $"https://api.smash64.online{exchange.Path}"));
        if (!isSame)
        {
            return;
        }

        var sent = JsonNode.Parse(seen.Body!)!;
        var recorded = JsonNode.Parse(exchange.RequestBody!)!;
        ((string?)sent["host"]).Should().Be((string?)recorded["host"]);
        ((string?)sent["via"]).Should().Be((string?)recorded["via"]);
        KailleraValidation.TryParsePort(recorded["port"]?.ToString() ?? "27886", out var port).Should().BeTrue();
        ((int)sent["port"]!).Should().Be(port);
    }

    private static P2PCheckResult ExpectedP2PResult(string body)
    {
        var answer = JsonNode.Parse(body)!;
        var meta = JsonNode.Parse((string)answer["meta"]!)!;
        return new P2PCheckResult((bool)answer["success"]!, (string)answer["message"]!)
        {
            Host = (string?)meta["host"],
            Port = (int?)meta["port"],
            User = WithoutControls((string?)meta["user"]),
            Game = WithoutControls((string?)meta["game"]),
        };
    }

    private static ServerCheckResult ExpectedServerResult(string body)
    {
        var answer = JsonNode.Parse(body)!;
        var message = (string)answer["message"]!;
        var succeeded = (bool)answer["success"]!;
        return new ServerCheckResult(succeeded, message)
        {
            RoundTripTime = succeeded
                ? TimeSpan.FromMilliseconds(double.Parse(message[..^2], CultureInfo.InvariantCulture))
                : null,
        };
    }

    private static string? WithoutControls(string? text) =>
        text is null ? null : string.Concat(text.Select(static unit => char.IsControl(unit) ? '\uFFFD' : unit));
}
