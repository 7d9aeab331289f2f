namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class CheckEventsTests
{
    [Fact]
    public async Task Events_CheckGoesOn_AreToldAsTheyHappen()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var link = await StartCheckAsync(service);
        var call = await probe.NextCallAsync();

        call.Report(P2PProbeStage.Waiting, sent: 0);
        await using var events = await EventStream.OpenAsync(service.Client, link);
        var first = await events.ReadAsync();
        call.Report(P2PProbeStage.Asking, sent: 1);
        var second = await events.ReadAsync();
        call.Report(P2PProbeStage.Answered, sent: 2, received: 1);
        call.Report(P2PProbeStage.Leaving, sent: 3, received: 1);
        call.Find(P2PProbeStatus.Responding);
        var rest = await events.ReadToEndAsync();

        first.Should().Be(new ReadEvent("progress", "1", """{"stage":"waiting","elapsedMs":0,"datagramsSent":0,"datagramsReceived":0}"""));
        second.Should().Be(new ReadEvent("progress", "2", """{"stage":"asking","elapsedMs":10,"datagramsSent":1,"datagramsReceived":0}"""));
        rest.Select(happened => (happened.Type, happened.Id)).Should().Equal(("progress", "3"), ("progress", "4"), ("result", "5"));
        rest[0].Json.GetProperty("stage").GetString().Should().Be("answered");
        rest[1].Json.GetProperty("stage").GetString().Should().Be("leaving");
    }

    [Fact]
    public async Task Events_End_IsTheCheckAsItIsShownElsewhere()
    {
        var probe = new ScriptedProbe(P2PProbeStatus.Responding);
        await using var service = await StartAsync(probe);
        var link = await StartCheckAsync(service);

        var end = (await ReadAsync(service, link))[^1];

        end.Type.Should().Be("result");
        end.Data.Should().Be((await service.Client.GetAnswerAsync(link[..^"/events".Length])).Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("99999999999999999999")]
    [InlineData("garbage")]
    public async Task Events_ListenerComesLate_HearsAllFromTheBeginning(string? lastEventId)
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var link = await StartCheckAsync(service);
        var call = await probe.NextCallAsync();
        call.Report(P2PProbeStage.Asking, sent: 1);
        call.Report(P2PProbeStage.Asking, sent: 2);
        call.Find(P2PProbeStatus.NoResponse);
        var first = await ReadAsync(service, link);

        var second = await ReadAsync(service, link, lastEventId);

        first.Select(happened => happened.Id).Should().Equal("1", "2", "3");
        second.Should().Equal(first);
    }

    [Fact]
    public async Task Events_Answer_IsAStreamThatNobodyHoldsBack()
    {
        await using var service = await StartAsync(new ScriptedProbe(P2PProbeStatus.Responding));
        var link = await StartCheckAsync(service);

        await using var events = await EventStream.OpenAsync(service.Client, link);

        var response = events.Response;
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        response.Headers.GetValues("X-Accel-Buffering").Should().Equal("no");
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
    }

    [Fact]
    public async Task Events_ListenerGoesAway_ChangesNothingForOthers()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var link = await StartCheckAsync(service);
        var call = await probe.NextCallAsync();
        call.Report(P2PProbeStage.Asking);
        await using var stays = await EventStream.OpenAsync(service.Client, link);
        await using (var leaves = await EventStream.OpenAsync(service.Client, link))
        {
            await leaves.ReadAsync();
        }

        call.Report(P2PProbeStage.Answered, sent: 2);
        call.Find(P2PProbeStatus.Responding);

        (await stays.ReadToEndAsync()).Select(happened => happened.Type).Should().Equal("progress", "progress", "result");
        call.IsStopped.Should().BeFalse();
        service.Log.Entries.Should().NotContain(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task Events_CheckIsGivenUp_EndWithTheProblem()
    {
        var (time, probe) = (new ManualTimeProvider(), new ScriptedProbe());
        await using var service = await StartAsync(probe, time);
        var link = await StartCheckAsync(service);
        (await probe.NextCallAsync()).Report(P2PProbeStage.Waiting, sent: 0);
        await using var events = await EventStream.OpenAsync(service.Client, link);
        await time.WaitForTimersAsync(1);

        time.Advance(TimeSpan.FromSeconds(10));

        var heard = await events.ReadToEndAsync();
        heard.Select(happened => (happened.Type, happened.Id)).Should().Equal(("progress", "1"), ("failed", "2"));
        heard[^1].Json.ShouldBeProblem(503, "took-too-long");
    }

    [Fact]
    public async Task Events_HostFloodsTheProbe_AreNotWithoutEnd()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var link = await StartCheckAsync(service);
        var call = await probe.NextCallAsync();
        for (var received = 1; received <= 10_000; received++)
        {
            call.Report(P2PProbeStage.Asking, sent: 1, received);
        }

        call.Report(P2PProbeStage.Answered, sent: 1, received: 10_001);
        call.Find(P2PProbeStatus.Responding);

        var events = await ReadAsync(service, link);
        events.Should().HaveCountLessThan(300);
        events[^2].Json.GetProperty("stage").GetString().Should().Be("answered", "a new stage is always told");
        events[^1].Type.Should().Be("result");
    }

    [Fact]
    public async Task Events_OfARealCheck_LeadFromAskingToTheResultAndOnUntilTheHostIsLeft()
    {
        await using var host = await PracticeHosts.StartAsync(P2PHostGeneration.First);
        await using var service = await CheckerService.StartAsync();
        var check = await service.Client.StartCheckAsync("self", host.EndPoint.Port);

        var events = await ReadAsync(service, check.Json.GetProperty("links").GetProperty("events").GetString()!);

        var progress = events.TakeWhile(happened => happened.Type == "progress").ToList();
        progress.Select(happened => happened.Json.GetProperty("stage").GetString()).Distinct(StringComparer.Ordinal).Should().StartWith(["asking", "answered"]);
        var (result, left) = (events[^2].Json.GetProperty("result"), events[^1].Json.GetProperty("result"));
        events.Skip(progress.Count).Select(happened => happened.Type).Should().Equal("result", "left");
        result.GetProperty("verdict").GetString().Should().Be("responding");
        Codes(result).Should().Contain("leaving").And.NotContain("left-clean");
        Codes(left).Should().Contain("left-clean").And.NotContain("leaving");
        left.GetProperty("datagramsSent").GetInt32().Should().BeGreaterThan(result.GetProperty("datagramsSent").GetInt32());
        (await host.WaitForAsync(P2PHostEventKind.Left)).TimedOut.Should().BeFalse("it was told so");
    }

    private static IEnumerable<string?> Codes(System.Text.Json.JsonElement result) =>
        result.GetProperty("evidence").EnumerateArray().Select(evidence => evidence.GetProperty("code").GetString());

    private static async Task<List<ReadEvent>> ReadAsync(CheckerService service, string link, string? lastEventId = null)
    {
        await using var events = await EventStream.OpenAsync(service.Client, link, lastEventId);
        return await events.ReadToEndAsync();
    }

    private static async Task<string> StartCheckAsync(CheckerService service) =>
        (await service.Client.StartCheckAsync("self", 27886)).Json.GetProperty("links").GetProperty("events").GetString()!;

    private static Task<CheckerService> StartAsync(ScriptedProbe probe, TimeProvider? time = null) =>
        CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(probe).AddSingleton(time ?? TimeProvider.System));
}
