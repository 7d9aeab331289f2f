namespace Smash64.Kaillera.AspNetCore.Tests.Diagnostics;

public sealed class ServiceTelemetryTests
{
    [Fact]
    public async Task Check_Ended_IsCountedByItsVerdict()
    {
        using var metrics = new RecordedMetrics(static meter => !meter.Name.StartsWith("System.", StringComparison.Ordinal));
        using var closed = new ClosedPort();
        await using var service = await CheckerService.StartAsync();

        await service.Client.CheckAsync("self", closed.Port);

        const string Tag = "smash64.kaillera.service.verdict=port-closed";
        metrics.All.Should().Contain(("smash64.kaillera.service.checks", 1.0, Tag));
        metrics.All.Should().Contain(measured => measured.Name == "smash64.kaillera.service.check.duration" && measured.Tags == Tag && measured.Value > 0);
        metrics.All.Should().Contain(("smash64.kaillera.service.active_checks", 1.0, ""));
        metrics.All.Should().Contain(("smash64.kaillera.service.active_checks", -1.0, ""));
    }

    [Fact]
    public async Task Check_Shared_IsCounted()
    {
        using var metrics = new RecordedMetrics(static meter => !meter.Name.StartsWith("System.", StringComparison.Ordinal));
        await using var service = await CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(new ScriptedProbe(P2PProbeStatus.Responding)));

        await service.Client.CheckAsync("self", 27886);
        await service.Client.CheckAsync("self", 27886);

        metrics.All.Should().Contain(("smash64.kaillera.service.shared_checks", 1.0, ""));
    }

    [Theory]
    [InlineData("POST", "v1/checks", "no json", "invalid-request")]
    [InlineData("POST", "v1/checks", """{"host": "localhost"}""", "invalid-host")]
    [InlineData("POST", "v1/checks", """{"host": "0.0.0.0"}""", "target-refused")]
    [InlineData("POST", "p2p-check", """{"host": "0.0.0.0"}""", "target-refused")]
    [InlineData("POST", "server-check", """{"host": "0.0.0.0", "port": 27888}""", "target-refused")]
    public async Task Request_Refused_IsCountedByItsCode(string method, string path, string body, string code)
    {
        using var metrics = new RecordedMetrics(static meter => !meter.Name.StartsWith("System.", StringComparison.Ordinal));
        await using var service = await CheckerService.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/kaillera/{path}") { Content = new StringContent(body) };

        (await service.Client.SendAsync(request)).Dispose();

        metrics.All.Should().Contain(("smash64.kaillera.service.refusals", 1.0, $"smash64.kaillera.service.code={code}"));
    }

    [Theory]
    [InlineData("get-ip")]
    [InlineData("v1/service")]
    [InlineData("v1/checks/none")]
    [InlineData("v1/checks/none/events")]
    public async Task Get_OverTheLimit_IsCounted(string path)
    {
        await using var service = await CheckerService.StartAsync(options => options.Limits.RequestsPerClientPerMinute = 1);
        await service.Client.GetAnswerAsync("/kaillera/get-ip");
        using var metrics = new RecordedMetrics(static meter => !meter.Name.StartsWith("System.", StringComparison.Ordinal));

        await service.Client.GetAnswerAsync($"/kaillera/{path}");

        metrics.All.Should().Contain(("smash64.kaillera.service.refusals", 1.0, "smash64.kaillera.service.code=too-many-checks"));
        service.Log.Entries.Should().ContainSingle(entry => entry.Id == 3004);
    }
}
