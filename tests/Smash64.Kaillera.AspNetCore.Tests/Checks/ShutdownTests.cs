using System.Diagnostics;

namespace Smash64.Kaillera.AspNetCore.Tests.Checks;

public sealed class ShutdownTests
{
    private static readonly TimeSpan LongProbe = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    public async Task StopAsync_LoggedInToAHost_LeavesIt(P2PHostGeneration generation)
    {
        await using var host = await PracticeHosts.StartAsync(generation);
        await using var service = await CheckerService.StartAsync();
        var check = service.Client.CheckAsync("self", host.EndPoint.Port);
        await host.WaitForAsync(P2PHostEventKind.Request);

        await service.StopAsync();

        (await check).Status.Should().BeOneOf([200, 503], "it had its verdict already, or was stopped");
        await service.DisposeAsync();
        (await host.WaitForAsync(P2PHostEventKind.Left)).TimedOut.Should().BeFalse("it was told so before the service was gone");
    }

    [Fact]
    public async Task StopAsync_CheckUnderWay_EndsQuicklyAndTellsItsCaller()
    {
        await using var listener = new UdpListener();
        await using var service = await CheckerService.StartAsync(Patient);
        var check = service.Client.CheckAsync("self", listener.Port);
        await Eventually.UntilAsync(() => listener.Received.Count > 0, "it is being asked");
        var start = Stopwatch.GetTimestamp();

        await service.StopAsync();

        Stopwatch.GetElapsedTime(start).Should().BeLessThan(LongProbe - TimeSpan.FromSeconds(2), "it does not wait for the verdict");
        var answer = await check;
        (answer.Status, answer.Code).Should().Be((503, "stopping"));
        answer.Header("Retry-After").Should().Be("10");
    }

    [Fact]
    public async Task StopAsync_LegacyCheckUnderWay_TellsItsCaller()
    {
        await using var listener = new UdpListener();
        await using var service = await CheckerService.StartAsync(Patient);
        var check = service.Client.LegacyCheckAsync("self", listener.Port);
        await Eventually.UntilAsync(() => listener.Received.Count > 0, "it is being asked");

        await service.StopAsync();

        var answer = await check;
        answer.Status.Should().Be(503);
        answer.Json.GetProperty("success").GetBoolean().Should().BeFalse();
        answer.Header("Retry-After").Should().NotBeNull();
    }

    [Fact]
    public async Task StopAsync_SomebodyListens_TellsHimThatItFailed()
    {
        await using var listener = new UdpListener();
        await using var service = await CheckerService.StartAsync(Patient);
        var check = await service.Client.StartCheckAsync("self", listener.Port);
        await using var events = await EventStream.OpenAsync(service.Client, check.Json.GetProperty("links").GetProperty("events").GetString()!);
        var first = await events.ReadAsync();

        await service.StopAsync();

        var rest = await events.ReadToEndAsync();
        first!.Type.Should().Be("progress");
        rest[^1].Type.Should().Be("failed");
        rest[^1].Json.GetProperty("code").GetString().Should().Be("stopping");
    }

    private static void Patient(KailleraApiOptions options)
    {
        options.ProbeTimeout = LongProbe;
        options.RequestTimeout = TimeSpan.FromMinutes(1);
    }
}
