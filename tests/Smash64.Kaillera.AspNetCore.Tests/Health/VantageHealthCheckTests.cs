namespace Smash64.Kaillera.AspNetCore.Tests.Health;

public sealed class VantageHealthCheckTests
{
    private const string Live = "/kaillera/health/live";
    private const string Ready = "/kaillera/health/ready";

    [Fact]
    public async Task Ready_ServiceCanCheckAHostOfItsOwn_IsHealthy()
    {
        await using var service = await CheckerService.StartAsync();

        var answer = await service.Client.GetAnswerAsync(Ready);

        (answer.Status, answer.Text).Should().Be((200, "Healthy"));
    }

    [Theory]
    [InlineData(P2PProbeStatus.NoResponse)]
    [InlineData(P2PProbeStatus.PortClosed)]
    [InlineData(P2PProbeStatus.Busy)]
    public async Task Ready_OwnHostIsNotFound_IsUnhealthyButLive(P2PProbeStatus status)
    {
        await using var service = await StartAsync(new ScriptedProbe(status));

        var ready = await service.Client.GetAnswerAsync(Ready);
        var live = await service.Client.GetAnswerAsync(Live);

        (ready.Status, ready.Text).Should().Be((503, "Unhealthy"));
        (live.Status, live.Text).Should().Be((200, "Healthy"));
    }

    [Fact]
    public async Task Ready_ProbeFails_IsUnhealthy()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var answer = service.Client.GetAnswerAsync(Ready);

        (await probe.NextCallAsync()).Fail(new SocketException((int)SocketError.TooManyOpenSockets));

        (await answer).Status.Should().Be(503);
    }

    [Fact]
    public async Task Ready_Probe_AsksALoopbackHostThatIsThere()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var answer = service.Client.GetAnswerAsync(Ready);
        var call = await probe.NextCallAsync();

        var found = await new P2PProbe().ProbeAsync(call.Host);
        call.Find(found);

        found.Status.Should().Be(P2PProbeStatus.Responding);
        call.Host.Address.Should().Be(IPAddress.Loopback);
        (await answer).Status.Should().Be(200);
    }

    [Fact]
    public async Task Ready_PolledByMany_LooksOnceInAWhile()
    {
        var (probe, time) = (new ScriptedProbe(P2PProbeStatus.Responding), new ManualTimeProvider());
        await using var service = await StartAsync(probe, time);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.Client.GetAnswerAsync(Ready)));
        var atFirst = probe.CallCount;
        time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        await service.Client.GetAnswerAsync(Ready);
        var soon = probe.CallCount;
        time.Advance(TimeSpan.FromTicks(1));
        await service.Client.GetAnswerAsync(Ready);

        (atFirst, soon, probe.CallCount).Should().Be((1, 1, 2));
    }

    [Fact]
    public async Task Ready_PollerGoesAway_LetsTheNextOneLook()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var connection = await service.ConnectAsync();
        await connection.WriteAsync("GET /kaillera/health/ready HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        var first = await probe.NextCallAsync();
        await connection.DisposeAsync();
        await first.WaitUntilStoppedAsync();

        var answer = service.Client.GetAnswerAsync(Ready);
        (await probe.NextCallAsync()).Find(P2PProbeStatus.Responding);

        (await answer).Status.Should().Be(200);
    }

    private static Task<CheckerService> StartAsync(ScriptedProbe probe, TimeProvider? time = null) =>
        CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(probe).AddSingleton(time ?? TimeProvider.System));
}
