using System.Text.Json.Nodes;
using Smash64.Kaillera.AspNetCore.Rendezvous;
using Smash64.Kaillera.Nat.Codes;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

/// <summary><c>POST v1/checks</c> with a connect code.</summary>
public sealed class CodeCheckTests
{
    [Fact]
    public async Task Check_CodeOfAHost_IsReachableByItAndNamesNoAddress()
    {
        await using var service = await StartAsync();
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var session = await HostAsync(host, service);

        var (status, check, text) = await PostAsync(service, $$"""{"code":"{{session.Code}}"}""");

        status.Should().Be(HttpStatusCode.OK);
        check["code"]!.GetValue<string>().Should().Be(session.Code.ToString());
        check["target"].Should().BeNull();
        var result = check["result"]!;
        (result["verdict"]!.GetValue<string>(), result["path"]!.GetValue<string>(), result["punched"]!.GetValue<bool>())
            .Should()
            .Be(("responding", "code", true));
        result["isReachable"]!.GetValue<bool>().Should().BeTrue();
        result["nextSteps"]!.AsArray()[0]!["code"]!.GetValue<string>().Should().Be("share-code");
        text.Should().NotContain($"{host.EndPoint.Port}", "a player's address is hidden");
    }

    [Fact]
    public async Task Check_AskedTwice_JoinsOnceAndSharesTheResult()
    {
        await using var service = await StartAsync();
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var session = await HostAsync(host, service);

        await PostAsync(service, $$"""{"code":"{{session.Code}}"}""");
        var (_, again, _) = await PostAsync(service, $$"""{"code":"{{session.Code}}"}""");

        again["isShared"]!.GetValue<bool>().Should().BeTrue();
        again["result"]!["verdict"]!.GetValue<string>().Should().Be("responding");
    }

    [Fact]
    public async Task Check_ByTheSdksClient_CanBeStartedFollowedAndRead()
    {
        await using var service = await StartAsync();
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var session = await HostAsync(host, service);
        var client = new KailleraCheckClient(
            service.Client,
            new KailleraApiClientOptions { BaseAddress = new Uri(service.BaseAddress, "kaillera/") }
        );

        var started = await client.StartCodeAsync(session.Code.ToString()!);
        var updates = await client.FollowAsync(started.Id).ToListAsync();

        var check = updates.Should().Contain(update => update.IsDone).Which.Check!;
        (check.Code, check.Target).Should().Be((session.Code.ToString(), null));
        (check.Result!.Path, check.Result.IsPunched, check.Result.IsReachable).Should().Be((P2PPathKind.Code, true, true));
        (await client.GetAsync(started.Id)).Should().BeEquivalentTo(check);
    }

    [Fact]
    public async Task Check_CodeThatNobodyHas_SaysWhatToLookAt()
    {
        await using var service = await StartAsync();

        var (_, check, _) = await PostAsync(service, """{"code":"pika#555"}""");

        var result = check["result"]!;
        (result["verdict"]!.GetValue<string>(), result["isReachable"]!.GetValue<bool>()).Should().Be(("unknown-code", false));
        result["summary"]!.GetValue<string>().Should().Contain("PIKA@555");
        result["nextSteps"]!.AsArray().Select(step => step!["code"]!.GetValue<string>()).Should().StartWith(["check-code", "host-first"]);
    }

    [Fact]
    public async Task Check_RendezvousIsSilent_IsTold()
    {
        await using var silent = UdpProgram.Silent();
        await using var service = await CheckerService.StartAsync(options =>
        {
            options.Rendezvous.Server = $"127.0.0.1:{silent.Port}";
            options.RequestTimeout = TimeSpan.FromSeconds(30);
        });

        var (_, check, _) = await PostAsync(service, """{"code":"PIKA@555"}""");

        check["result"]!["verdict"]!.GetValue<string>().Should().Be("rendezvous-not-responding");
    }

    [Theory]
    [InlineData("""{"code":"PIKA@0"}""", "invalid-code")]
    [InlineData("""{"code":5}""", "invalid-request")]
    [InlineData("""{"code":"PIKA@555","port":27886}""", "invalid-request")]
    [InlineData("""{"code":"PIKA@555","host":"self"}""", "invalid-request")]
    public async Task Check_BrokenCode_IsNamed(string body, string code)
    {
        await using var service = await StartAsync();

        var (status, problem, _) = await PostAsync(service, body);

        (status, problem["code"]!.GetValue<string>()).Should().Be((HttpStatusCode.BadRequest, code));
    }

    [Fact]
    public async Task Check_ServiceWithoutARendezvous_SaysSoAndAsksNobody()
    {
        await using var service = await CheckerService.StartAsync();

        var (status, problem, _) = await PostAsync(service, """{"code":"PIKA@555"}""");

        (status, problem["code"]!.GetValue<string>()).Should().Be((HttpStatusCode.BadRequest, "no-codes"));
    }

    private static Task<CheckerService> StartAsync() =>
        CheckerService.StartAsync(static options => (options.Rendezvous.Port, options.Rendezvous.Address) = (0, "127.0.0.1"));

    private static async Task<ConnectCodeSession> HostAsync(P2PHost host, CheckerService service)
    {
        var port = service.Services.GetRequiredService<RendezvousService>().Port!.Value;
        var session = await ConnectCodeSession.StartAsync(
            host,
            new ConnectCodeSessionOptions { Rendezvous = new DnsEndPoint("127.0.0.1", port) }
        );
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var _ in session.ReadEventsAsync(patience.Token))
        {
            return session;
        }

        throw new InvalidOperationException("The session has ended.");
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body, string Text)> PostAsync(CheckerService service, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await service.Client.PostAsync(new Uri("kaillera/v1/checks", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, JsonNode.Parse(text)!, text);
    }
}
