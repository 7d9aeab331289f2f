using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class StartCheckTests
{
    private const string Checks = "/kaillera/v1/checks";

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public async Task StartCheck_HostAnswers_TellsWhoHostsWhatAndLeavesIt(P2PHostGeneration generation)
    {
        await using var host = await PracticeHosts.StartAsync(generation);
        await using var service = await CheckerService.StartAsync();

        var answer = await service.Client.CheckAsync("127.0.0.1", host.EndPoint.Port);

        answer.Status.Should().Be(200);
        answer.ContentType!.ToString().Should().Be("application/json; charset=utf-8");
        var check = answer.Json;
        check.GetProperty("state").GetString().Should().Be("done");
        check.GetProperty("target").GetRawText().Should().Be($$"""{"address":"127.0.0.1","port":{{host.EndPoint.Port}},"isSelf":true}""");
        check.GetProperty("vantage").GetRawText().Should().Be("""{"name":"self-hosted","place":"this server"}""");
        check.GetProperty("isShared").GetBoolean().Should().BeFalse();
        var result = check.GetProperty("result");
        result.GetProperty("verdict").GetString().Should().Be("responding");
        result.GetProperty("isReachable").GetBoolean().Should().BeTrue();
        result.GetProperty("user").GetString().Should().Be(PracticeHosts.UserName);
        result.GetProperty("game").GetString().Should().Be(PracticeHosts.Game);
        result.GetProperty("roundTripMs").GetDouble().Should().BeGreaterThanOrEqualTo(0);
        result.GetProperty("datagramsSent").GetInt32().Should().BePositive();
        result.GetProperty("datagramsReceived").GetInt32().Should().BePositive();
        (await host.WaitForAsync(P2PHostEventKind.Left)).TimedOut.Should().BeFalse("it was told so");
    }

    [Fact]
    public async Task StartCheck_NobodyAnswers_SaysSo()
    {
        await using var silent = new UdpListener();
        using var closed = new ClosedPort();
        await using var server = UdpProgram.Doorway();
        await using var other = new UdpListener((_, _) => ["hello"u8.ToArray()]);
        await using var service = await CheckerService.StartAsync();

        var ports = new[] { silent.Port, closed.Port, server.Port, other.Port };
        var answers = await Task.WhenAll(ports.Select(port => service.Client.CheckAsync("self", port)));

        answers.Select(answer => answer.Verdict).Should().Equal("no-response", "port-closed", "kaillera-server", "other-program");
        answers.Should().OnlyContain(answer => !answer.Json.GetProperty("result").GetProperty("isReachable").GetBoolean());
    }

    [Theory]
    [InlineData("", "127.0.0.1", 27886)]
    [InlineData("{}", "127.0.0.1", 27886)]
    [InlineData("""{"host": "self"}""", "127.0.0.1", 27886)]
    [InlineData("""{"port": 30000}""", "127.0.0.1", 30000)]
    [InlineData("""{"host": "127.0.0.9"}""", "127.0.0.9", 27886)]
    [InlineData("""{"host": "127.0.0.9", "port": 1025}""", "127.0.0.9", 1025)]
    [InlineData("""{"host": "127.0.0.9", "port": 65534}""", "127.0.0.9", 65534)]
    [InlineData("""{"host": "127.0.0.9", "port": "30000"}""", "127.0.0.9", 30000)]
    [InlineData("""{"host": "127.0.0.9", "port": 3e4, "via": {"any": "thing"}}""", "127.0.0.9", 30000)]
    [InlineData("""{"host": "127.0.0.8", "host": "127.0.0.9"}""", "127.0.0.9", 27886)]
    public async Task StartCheck_Body_NamesTheHost(string body, string host, int port)
    {
        var probe = new ScriptedProbe(P2PProbeStatus.NoResponse);
        await using var service = await StartAsync(probe);

        var answer = await service.Client.PostAnswerAsync(Checks, body);

        answer.Status.Should().Be(200);
        (await probe.NextCallAsync()).Host.ToString().Should().Be($"{host}:{port}");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task StartCheck_AnyContentType_IsReadAsJson(string? contentType)
    {
        var probe = new ScriptedProbe(P2PProbeStatus.NoResponse);
        await using var service = await StartAsync(probe);
        using var content = new ByteArrayContent("""{"port": 30000}"""u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var answer = await ServiceAnswer.ReadAsync(await service.Client.PostAsync(Checks, content));

        answer.Status.Should().Be(200, "then a page of another origin needs no preflight");
        answer.Json.GetProperty("target").GetProperty("port").GetInt32().Should().Be(30000);
    }

    [Theory]
    [InlineData("respond-async", true)]
    [InlineData("Respond-Async", true)]
    [InlineData("wait=10, respond-async", true)]
    [InlineData("respond-async; foo=bar, return=minimal", true)]
    [InlineData("respond-asynchronously", false)]
    [InlineData("return=minimal", false)]
    [InlineData("", false)]
    public async Task StartCheck_Preference_IsFollowed(string prefer, bool isAsync)
    {
        var probe = new ScriptedProbe(P2PProbeStatus.Responding);
        await using var service = await StartAsync(probe);

        var answer = await service.Client.PostAnswerAsync(Checks, "{}", ("Prefer", prefer));

        answer.Status.Should().Be(isAsync ? 202 : 200);
        answer.Header("Preference-Applied").Should().Be(isAsync ? "respond-async" : null);
    }

    [Fact]
    public async Task StartCheck_RespondAsync_TellsWhereToLook()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);

        var answer = await service.Client.PostAnswerAsync(Checks, "{}", ("Prefer", "wait=5"), ("Prefer", "respond-async"));

        var id = answer.Json.GetProperty("id").GetString();
        answer.Status.Should().Be(202);
        answer.Header("Location").Should().Be($"{Checks}/{id}");
        answer.Json.GetProperty("state").GetString().Should().Be("running");
        answer.Json.GetProperty("result").ValueKind.Should().Be(JsonValueKind.Null);
        answer.Json.GetProperty("links").GetRawText().Should().Be($$"""{"self":"{{Checks}}/{{id}}","events":"{{Checks}}/{{id}}/events"}""");
        (await probe.NextCallAsync()).Find(P2PProbeStatus.Responding);
    }

    [Fact]
    public async Task StartCheck_HostBeingCheckedByAnother_SharesItsResultUnderAnIdOfItsOwn()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        using var other = service.CreateClient("127.0.0.2");
        var first = service.Client.CheckAsync("127.0.0.1", 27886);
        var call = await probe.NextCallAsync();

        var second = await other.StartCheckAsync("127.0.0.1", 27886);
        call.Find(P2PProbeStatus.NoResponse);

        var own = await first;
        var shown = await other.GetAnswerAsync(second.Header("Location")!);
        second.Json.GetProperty("isShared").GetBoolean().Should().BeTrue();
        second.Json.GetProperty("id").GetString().Should().NotBe(own.Json.GetProperty("id").GetString());
        own.Json.GetProperty("target").GetProperty("isSelf").GetBoolean().Should().BeTrue();
        shown.Json.GetProperty("target").GetProperty("isSelf").GetBoolean().Should().BeFalse("each caller is told his own");
        shown.Verdict.Should().Be("no-response");
        probe.CallCount.Should().Be(1);
    }

    [Fact]
    public async Task StartCheck_TwoCallersOfARealHost_LogInOnce()
    {
        await using var host = await PracticeHosts.StartAsync(P2PHostGeneration.First);
        await using var service = await CheckerService.StartAsync();
        using var other = service.CreateClient("127.0.0.2");

        var answers = await Task.WhenAll(
            service.Client.CheckAsync("127.0.0.1", host.EndPoint.Port),
            other.CheckAsync("127.0.0.1", host.EndPoint.Port)
        );

        answers.Should().OnlyContain(answer => answer.Verdict == "responding");
        var events = await host.EndAsync();
        events.Where(happened => happened.Kind == P2PHostEventKind.Request).Select(happened => happened.Peer).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task StartCheck_ServiceStops_IsRefused()
    {
        await using var service = await StartAsync(new ScriptedProbe());
        await service.Services.GetRequiredService<Smash64.Kaillera.AspNetCore.Checks.CheckDesk>().StoppingAsync(CancellationToken.None);

        var answer = await service.Client.PostAnswerAsync(Checks, "{}");

        answer.ShouldBeProblem(503, "stopping");
        answer.Header("Retry-After").Should().Be("10");
    }

    private static Task<CheckerService> StartAsync(ScriptedProbe probe) =>
        CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(probe));
}
