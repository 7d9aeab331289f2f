namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class GetCheckTests
{
    [Fact]
    public async Task GetCheck_RunningAndThenDone_ShowsBoth()
    {
        var probe = new ScriptedProbe();
        await using var service = await StartAsync(probe);
        var link = await StartCheckAsync(service);

        var running = await service.Client.GetAnswerAsync(link);
        (await probe.NextCallAsync()).Find(P2PProbeStatus.Responding);
        var done = await service.Client.GetEndAsync(link);

        (running.Status, running.Json.GetProperty("state").GetString()).Should().Be((200, "running"));
        (done.Status, done.Json.GetProperty("state").GetString()).Should().Be((200, "done"));
        done.Verdict.Should().Be("responding");
    }

    [Fact]
    public async Task GetCheck_OfACallerWhoWaited_ShowsTheSame()
    {
        await using var service = await StartAsync(new ScriptedProbe(P2PProbeStatus.Responding));
        var waited = await service.Client.CheckAsync("self", 27886);

        var shown = await service.Client.GetAnswerAsync(waited.Json.GetProperty("links").GetProperty("self").GetString()!);

        shown.Text.Should().Be(waited.Text);
    }

    [Fact]
    public async Task GetCheck_ByAnotherWhoKnowsTheId_ShowsWhatItsCallerSees()
    {
        await using var service = await StartAsync(new ScriptedProbe(P2PProbeStatus.Responding));
        var own = await service.Client.CheckAsync("127.0.0.1", 27886);
        using var other = service.CreateClient("127.0.0.2");

        var shown = await other.GetAnswerAsync(own.Json.GetProperty("links").GetProperty("self").GetString()!);

        shown.Text.Should().Be(own.Text, "the id is the secret");
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("x")]
    [InlineData("%20")]
    [InlineData("..%2f..%2fservice")]
    public async Task GetCheck_UnknownId_IsNotFound(string id)
    {
        await using var service = await StartAsync(new ScriptedProbe());

        (await service.Client.GetAnswerAsync($"/kaillera/v1/checks/{id}")).ShouldBeProblem(404, "check-not-found");
        (await service.Client.GetAnswerAsync($"/kaillera/v1/checks/{id}/events")).ShouldBeProblem(404, "check-not-found");
    }

    [Fact]
    public async Task GetCheck_MoreThanTwoMinutesAfterItsEnd_IsForgotten()
    {
        var (time, probe) = (new ManualTimeProvider(), new ScriptedProbe(P2PProbeStatus.Responding));
        await using var service = await StartAsync(probe, time);
        var link = (await service.Client.CheckAsync("self", 27886)).Json.GetProperty("links").GetProperty("self").GetString()!;

        time.Advance(TimeSpan.FromMinutes(2));
        var after = await service.Client.GetAnswerAsync(link);
        time.Advance(TimeSpan.FromSeconds(10));
        var later = await service.Client.GetAnswerAsync(link);

        after.Status.Should().Be(200);
        later.ShouldBeProblem(404, "check-not-found");
    }

    [Fact]
    public async Task GetCheck_GivenUp_SaysSoInsteadOfRunningForEver()
    {
        var (time, probe) = (new ManualTimeProvider(), new ScriptedProbe());
        await using var service = await StartAsync(probe, time);
        var link = await StartCheckAsync(service);
        await probe.NextCallAsync();
        await time.WaitForTimersAsync(1);

        time.Advance(TimeSpan.FromSeconds(10));

        (await service.Client.GetEndAsync(link)).ShouldBeProblem(503, "took-too-long");
    }

    [Fact]
    public async Task StartCheck_Ids_AreSecretsOf128Bits()
    {
        await using var service = await StartAsync(new ScriptedProbe(P2PProbeStatus.Responding));
        var answers = await Task.WhenAll(Enumerable.Range(2_000, 20).Select(port => service.Client.CheckAsync("self", port)));

        var ids = answers.Select(answer => answer.Json.GetProperty("id").GetString()!).ToList();

        ids.Should().OnlyHaveUniqueItems().And.AllSatisfy(id => id.Should().MatchRegex("^[A-Za-z0-9_-]{22}$"));
    }

    private static async Task<string> StartCheckAsync(CheckerService service) => (await service.Client.StartCheckAsync("self", 27886)).Header("Location")!;

    private static Task<CheckerService> StartAsync(ScriptedProbe probe, TimeProvider? time = null) =>
        CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(probe).AddSingleton(time ?? TimeProvider.System));
}
