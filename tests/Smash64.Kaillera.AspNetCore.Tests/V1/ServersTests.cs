using Smash64.Kaillera.AspNetCore.Tests.History;

namespace Smash64.Kaillera.AspNetCore.Tests.V1;

/// <summary><c>v1/servers</c>: what it tells, to whom, and what it does not send twice.</summary>
public sealed class ServersTests
{
    private readonly FakeServers _servers = new();

    [Fact]
    public async Task Get_Watched_TellsAllThatIsKnown()
    {
        _servers.Add("Emulators of the Rhine", 24.26);
        _servers.Add("Harbour", null, host: "kaillera.harbour.example");
        await using var watched = await WatchedService.StartAsync(_servers);

        var answer = await watched.GetAsync("");

        answer.Status.Should().Be(200);
        answer.ContentType!.MediaType.Should().Be("application/json");
        answer
            .Text.Should()
            .Be(
                """
                {"vantage":{"name":"self-hosted","place":"this server"},"askedAt":"2026-12-01T15:30:20+00:00","isKept":true,"servers":[{"name":"Emulators of the Rhine","host":"127.0.1.1","port":27888,"state":"online","pingMs":24.3,"lastAnswerAt":"2026-12-01T15:30:00+00:00","users":0,"maxUsers":50,"games":0,"version":"","location":"","uptime":{"day":1,"week":1,"month":1}},{"name":"Harbour","host":"kaillera.harbour.example","port":27888,"state":"offline","pingMs":null,"lastAnswerAt":null,"users":0,"maxUsers":50,"games":0,"version":"","location":"","uptime":{"day":0,"week":0,"month":0}}]}
                """
            );
    }

    [Fact]
    public async Task Get_Uptime_IsNeverRoundedUpToAll()
    {
        var server = _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        _servers.Set(server, null);
        await watched.NextMinuteAsync();
        _servers.Set(server, 24);
        await watched.NextMinuteAsync();

        (await watched.GetAsync(""))
            .Json.GetProperty("servers")[0]
            .GetProperty("uptime")
            .GetProperty("month")
            .GetDouble()
            .Should()
            .Be(0.6666);
    }

    [Fact]
    public async Task GetHistory_Day_HasAValueForEachMinute()
    {
        var server = _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        _servers.Set(server, null);
        await watched.NextMinuteAsync();

        var history = (await watched.GetAsync("/127.0.1.1:27888/history")).Json;

        history.GetProperty("server").GetString().Should().Be("127.0.1.1:27888");
        history.GetProperty("span").GetString().Should().Be("day");
        history.GetProperty("from").GetDateTimeOffset().Should().Be(new DateTimeOffset(2026, 11, 30, 15, 32, 0, TimeSpan.Zero));
        history.GetProperty("stepSeconds").GetInt32().Should().Be(60);
        foreach (
            var (name, values) in new[]
            {
                ("asked", "[0,1,1]"),
                ("answered", "[0,1,0]"),
                ("lostPings", "[0,0,3]"),
                ("minMs", "[null,23,null]"),
                ("medianMs", "[null,24,null]"),
                ("maxMs", "[null,25,null]"),
            }
        )
        {
            var list = history.GetProperty(name).EnumerateArray().Select(static value => value.GetRawText()).ToList();
            list.Should().HaveCount(1_440);
            $"[{string.Join(',', list.TakeLast(3))}]".Should().Be(values, name);
        }

        history.GetProperty("uptime").GetProperty("week").GetDouble().Should().Be(0.5);
    }

    [Theory]
    [InlineData("day", 60, 1_440)]
    [InlineData("week", 300, 2_016)]
    [InlineData("month", 300, 8_640)]
    [InlineData("year", 86_400, 365)]
    public async Task GetHistory_AnySpan_EndsWithThePresent(string span, int seconds, int count)
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);

        var history = (await watched.GetAsync($"/127.0.1.1:27888/history?span={span}")).Json;

        history.GetProperty("stepSeconds").GetInt32().Should().Be(seconds);
        history.GetProperty("asked").GetArrayLength().Should().Be(count);
        history.GetProperty("asked")[count - 1].GetInt32().Should().Be(1);
        (history.GetProperty("from").GetDateTimeOffset() + TimeSpan.FromSeconds((double)seconds * count))
            .Should()
            .BeAfter(watched.Time.GetUtcNow());
    }

    [Theory]
    [InlineData("127.0.1.1", "the usual port")]
    [InlineData("127.0.1.1:27888", "written out")]
    [InlineData("KAILLERA.harbour.example", "in any case")]
    public async Task GetHistory_ServerOfTheList_IsFound(string address, string because)
    {
        _servers.Add("One", 24);
        _servers.Add("Harbour", 24, host: "Kaillera.Harbour.example");
        await using var watched = await WatchedService.StartAsync(_servers);

        (await watched.GetAsync($"/{address}/history")).Status.Should().Be(200, because);
    }

    [Theory]
    [InlineData("/127.0.1.9:27888/history", 404, "server-not-found")]
    [InlineData("/two%20words/history", 400, "invalid-request")]
    [InlineData("/127.0.1.1:0/history", 400, "invalid-request")]
    [InlineData("/127.0.1.1/history?span=decade", 400, "invalid-request")]
    [InlineData("/127.0.1.1/history?span=", 400, "invalid-request")]
    [InlineData("/127.0.1.1/history?span=day&span=week", 400, "invalid-request")]
    public async Task GetHistory_WrongQuestion_IsAProblem(string path, int status, string code)
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);

        (await watched.GetAsync(path)).ShouldBeProblem(status, code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/127.0.1.1/history")]
    [InlineData("/127.0.1.1/history?span=month")]
    public async Task Get_WhatTheCallerHasAlready_IsNotSentAgainUntilItChanges(string path)
    {
        var server = _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        var first = await watched.GetAsync(path);
        var tag = first.Header("ETag")!;
        first.Header("Cache-Control").Should().Be("no-cache");
        first.Header("Access-Control-Expose-Headers").Should().Contain("ETag");

        foreach (var known in new[] { tag, $"W/{tag}", $"\"other\", {tag}", "*" })
        {
            var again = await watched.GetAsync(path, ("If-None-Match", known));
            (again.Status, again.Text, again.Header("ETag")).Should().Be((304, "", tag));
        }

        (await watched.GetAsync(path, ("If-None-Match", "\"other\""))).Status.Should().Be(200);
        _servers.Set(server, 60);
        await watched.NextMinuteAsync();
        var changed = await watched.GetAsync(path, ("If-None-Match", tag));
        changed.Status.Should().Be(200);
        changed.Header("ETag").Should().NotBe(tag);
    }

    [Fact]
    public async Task Any_ServiceWithoutAList_SaysSo()
    {
        await using var service = await CheckerService.StartAsync(static options => options.History.Enabled = true);

        (await service.Client.GetAnswerAsync("/kaillera/v1/servers")).ShouldBeProblem(404, "no-servers");
        (await service.Client.PostAnswerAsync("/kaillera/v1/servers/refresh", "")).ShouldBeProblem(404, "no-servers");
        (await service.Client.GetAnswerAsync("/kaillera/v1/servers/127.0.0.1/history")).ShouldBeProblem(404, "no-servers");
    }

    [Fact]
    public async Task GetHistory_NothingIsKept_SaysSo()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers, isEnabled: false);
        await watched.RefreshAsync();

        (await watched.GetAsync("/127.0.1.1/history")).ShouldBeProblem(404, "server-not-found");
    }

    [Fact]
    public async Task Any_ClientOverItsLimit_IsToldWhenToComeBack()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(
            _servers,
            static options => options.Limits.RequestsPerClientPerMinute = 3
        );

        (await watched.GetAsync("")).Status.Should().Be(200);
        (await watched.GetAsync("/127.0.1.1/history")).Status.Should().Be(200);
        (await watched.RefreshAsync()).Status.Should().Be(200);

        (await watched.GetAsync("")).ShouldBeProblem(429, "too-many-checks");
        (await watched.GetAsync("/127.0.1.1/history")).ShouldBeProblem(429, "too-many-checks");
        (await watched.RefreshAsync()).ShouldBeProblem(429, "too-many-checks");
    }

    [Fact]
    public async Task Refresh_RoundTakesLongerThanARequestMay_TellsTheLastOne()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers, isEnabled: false);
        await watched.RefreshAsync();
        _servers.Gate = new TaskCompletionSource().Task;
        watched.Time.Advance(TimeSpan.FromSeconds(10));

        var asking = watched.RefreshAsync();
        await Eventually.UntilAsync(() => _servers.Rounds == 2, "the round begins");
        watched.Time.Advance(TimeSpan.FromSeconds(10));

        (await asking)
            .Json.GetProperty("askedAt")
            .GetDateTimeOffset()
            .Should()
            .Be(new DateTimeOffset(2026, 12, 1, 15, 30, 20, TimeSpan.Zero));
    }

    [Fact]
    public async Task Options_PreflightForATaggedCall_IsAllowed()
    {
        await using var watched = await WatchedService.StartAsync(_servers, isEnabled: false);
        using var request = new HttpRequestMessage(HttpMethod.Options, "/kaillera/v1/servers");

        var answer = await ServiceAnswer.ReadAsync(await watched.Client.SendAsync(request));

        answer.Header("Access-Control-Allow-Headers").Should().Contain("If-None-Match");
    }
}
