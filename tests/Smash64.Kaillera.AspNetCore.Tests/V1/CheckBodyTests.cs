using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

/// <summary>Bodies that ask for nothing that can be done.</summary>
public sealed class CheckBodyTests
{
    private const string Checks = "/kaillera/v1/checks";
    private const string Head = "POST /kaillera/v1/checks HTTP/1.1\r\nHost: localhost\r\n";

    private static readonly ScriptedProbe Probe = new(P2PProbeStatus.NoResponse);
    private static readonly Lazy<Task<CheckerService>> Service = new(() =>
        CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(Probe))
    );

    [Theory]
    [InlineData("no json", "JSON object such as")]
    [InlineData("{", "JSON object such as")]
    [InlineData("{} {}", "JSON object such as")]
    [InlineData("\0", "JSON object such as")]
    [InlineData("\uFEFF{}", "JSON object such as")]
    [InlineData("{'host': 'self'}", "JSON object such as")]
    [InlineData("[]", "it is a list")]
    [InlineData("\"self\"", "it is a text")]
    [InlineData("7", "it is a number")]
    [InlineData("null", "it is null")]
    [InlineData("true", "it is true or false")]
    [InlineData("""{"host": null}""", "\"host\" must be a text")]
    [InlineData("""{"host": 2130706433}""", "\"host\" must be a text")]
    [InlineData("""{"host": ["self"]}""", "\"host\" must be a text")]
    [InlineData("""{"host": "\ud800"}""", "JSON object such as")]
    [InlineData("""{"port": null}""", "\"port\" must be a number")]
    [InlineData("""{"port": true}""", "\"port\" must be a number")]
    [InlineData("""{"port": {}}""", "\"port\" must be a number")]
    public async Task StartCheck_NotTheJsonExpected_SaysWhatIsWrong(string body, string detail)
    {
        var answer = await (await Service.Value).Client.PostAnswerAsync(Checks, body);

        answer.ShouldBeProblem(400, "invalid-request");
        answer.Json.GetProperty("detail").GetString().Should().Contain(detail);
    }

    [Fact]
    public async Task StartCheck_TooDeepJson_IsRefused()
    {
        var body = new string('[', 2_000) + new string(']', 2_000);

        (await (await Service.Value).Client.PostAnswerAsync(Checks, body)).ShouldBeProblem(400, "invalid-request");
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"localhost\"")]
    [InlineData("\"1.2.3\"")]
    [InlineData("\"1.2.3.256\"")]
    public async Task StartCheck_HostBreaksThePagesRule_IsRefused(string host) =>
        (await (await Service.Value).Client.PostAnswerAsync(Checks, $$"""{"host": {{host}}}""")).ShouldBeProblem(400, "invalid-host");

    [Theory]
    [InlineData("1024")]
    [InlineData("65535")]
    [InlineData("0")]
    [InlineData("-27886")]
    [InlineData("27886.5")]
    [InlineData("1e999")]
    [InlineData("4294995182")]
    [InlineData("\"\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"1024\"")]
    [InlineData("\"\\uff12\\uff17\\uff18\\uff18\\uff16\"")]
    public async Task StartCheck_PortBreaksThePagesRule_IsRefused(string port) =>
        (await (await Service.Value).Client.PostAnswerAsync(Checks, $$"""{"port": {{port}}}""")).ShouldBeProblem(400, "invalid-port");

    [Theory]
    [InlineData(4_096, 400)]
    [InlineData(4_097, 413)]
    [InlineData(1_000_000, 413)]
    public async Task StartCheck_LargeBody_IsReadUpToTheLimit(int length, int status)
    {
        var answer = await (await Service.Value).Client.PostAnswerAsync(Checks, new string('x', length));

        answer.ShouldBeProblem(status, status == 413 ? "request-too-large" : "invalid-request");
    }

    [Theory]
    [InlineData("1001\r\n", 4_097, "HTTP/1.1 413", "request-too-large")]
    [InlineData("zz\r\n", 1, "HTTP/1.1 400", "invalid-request")]
    public async Task StartCheck_ChunkedBody_IsRefusedInTheServicesOwnWords(string chunk, int length, string status, string code)
    {
        var service = await Service.Value;
        var request = new RawRequest($"{Head}Transfer-Encoding: chunked\r\n\r\n{chunk}{new string('x', length)}");

        var answer = await request.SendAsync(service);

        answer.Should().StartWith(status).And.Contain($"\"code\":\"{code}\"").And.Contain("Access-Control-Allow-Origin: *");
        service.Log.Entries.Should().NotContain(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error, "strangers must not fill the log");
    }

    [Fact]
    public async Task StartCheck_BodyDoesNotComeInTime_IsGivenUp()
    {
        var time = new ManualTimeProvider();
        await using var service = await CheckerService.StartAsync(build: build => build.Services.AddSingleton<TimeProvider>(time));
        var answer = new RawRequest($"{Head}Content-Length: 30\r\n\r\n ").SendAsync(service);
        await time.WaitForTimersAsync(1);

        time.Advance(TimeSpan.FromSeconds(10));

        (await answer).Should().StartWith("HTTP/1.1 503").And.Contain("\"code\":\"took-too-long\"");
    }

    [Theory]
    [InlineData("/kaillera/v1/checks", "\"code\":\"took-too-long\"")]
    [InlineData("/kaillera/p2p-check", "\"success\": false")]
    public async Task Check_BodyComesTooSlowlyForTheServer_IsGivenUpInTheServicesOwnWords(string path, string expected)
    {
        await using var service = await CheckerService.StartAsync(
            build: build => build.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1_000, TimeSpan.FromSeconds(1.1)))
        );

        var answer = await new RawRequest($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30\r\n\r\n ").SendAsync(service);

        answer.Should().StartWith("HTTP/1.1 503").And.Contain(expected);
        service.Log.Entries.Should().NotContain(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Error, "strangers must not fill the log");
    }

    [Fact]
    public async Task StartCheck_ProbeTakesTooLong_IsGivenUpAndStopsIt()
    {
        var (time, probe) = (new ManualTimeProvider(), new ScriptedProbe());
        await using var service = await CheckerService.StartAsync(
            build: build => build.Services.AddSingleton<TimeProvider>(time).AddSingleton<IP2PProbe>(probe)
        );
        var check = service.Client.CheckAsync("self", 27886);
        var call = await probe.NextCallAsync();
        await time.WaitForTimersAsync(2);

        time.Advance(TimeSpan.FromSeconds(10));

        var answer = await check;
        answer.ShouldBeProblem(503, "took-too-long");
        answer.Header("Retry-After").Should().Be("1");
        await call.WaitUntilStoppedAsync();
    }
}
