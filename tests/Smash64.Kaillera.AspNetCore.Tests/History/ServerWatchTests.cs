using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>When the servers are pinged, and what becomes of rounds that fail.</summary>
public sealed class ServerWatchTests
{
    private readonly FakeServers _servers = new();

    [Fact]
    public async Task Watch_Enabled_PingsAtTheStartAndOnceAMinute()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        _servers.Rounds.Should().Be(1);

        watched.Time.Advance(TimeSpan.FromSeconds(39)); // 15:30:59
        _servers.Rounds.Should().Be(1);
        await watched.NextMinuteAsync();
        await watched.NextMinuteAsync();

        _servers.Rounds.Should().Be(3);
        watched.Time.GetUtcNow().Second.Should().Be(0);
    }

    [Fact]
    public async Task Watch_IntervalOfTenMinutes_PingsAtEachTenth()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(
            _servers,
            static options => options.History.Interval = TimeSpan.FromMinutes(10)
        );

        watched.Time.UntilNextTimer.Should().Be(TimeSpan.FromSeconds((9 * 60) + 40));
    }

    [Fact]
    public async Task Watch_NotEnabled_PingsNobodyUntilSomebodyAsks()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers, isEnabled: false);
        watched.Time.Advance(TimeSpan.FromHours(1));
        _servers.Rounds.Should().Be(0);
        (await watched.GetAsync("")).Json.GetProperty("askedAt").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);

        var answer = await watched.RefreshAsync();

        answer.Json.GetProperty("servers")[0].GetProperty("state").GetString().Should().Be("online");
        answer.Json.GetProperty("isKept").GetBoolean().Should().BeFalse();
        answer.Json.GetProperty("servers")[0].GetProperty("uptime").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
        _servers.Rounds.Should().Be(1);
    }

    [Fact]
    public async Task Refresh_AskedByManyAtOnce_PingsOnce()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers, isEnabled: false);
        var gate = new TaskCompletionSource();
        _servers.Gate = gate.Task;

        var asked = Enumerable.Range(0, 20).Select(_ => watched.RefreshAsync()).ToList();
        await Eventually.UntilAsync(() => _servers.Rounds == 1, "somebody asks");
        gate.SetResult();

        (await Task.WhenAll(asked)).Should().OnlyContain(static answer => answer.Status == 200 && answer.Text.Contains("online"));
        _servers.Rounds.Should().Be(1);
    }

    [Fact]
    public async Task Refresh_WithinTenSeconds_TellsTheLastRoundAndPingsNobody()
    {
        var server = _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        _servers.Set(server, null);

        watched.Time.Advance(ServerWatch.Pause - TimeSpan.FromMilliseconds(1));
        State(await watched.RefreshAsync()).Should().Be("online");
        _servers.Rounds.Should().Be(1);
        watched.Time.Advance(TimeSpan.FromMilliseconds(1));

        State(await watched.RefreshAsync()).Should().Be("offline");
        _servers.Rounds.Should().Be(2);
    }

    [Fact]
    public async Task Refresh_FromVisitors_DoesNotChangeTheHistory()
    {
        var server = _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        _servers.Set(server, null);
        watched.Time.Advance(ServerWatch.Pause);

        var answer = await watched.RefreshAsync();

        State(answer).Should().Be("offline");
        answer.Json.GetProperty("servers")[0].GetProperty("uptime").GetProperty("day").GetDouble().Should().Be(1);
    }

    [Fact]
    public async Task Watch_RoundSecondsAfterAVisitors_TakesTheVisitorsRound()
    {
        var server = _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        watched.Time.Advance(TimeSpan.FromSeconds(35)); // 15:30:55
        await watched.RefreshAsync();
        _servers.Set(server, null);

        await watched.NextMinuteAsync();

        _servers.Rounds.Should().Be(2, "nobody is pinged twice in ten seconds");
        State(await watched.GetAsync("")).Should().Be("online");
    }

    [Fact]
    public async Task Watch_RoundFails_SaysSoAndGoesOnWithTheNext()
    {
        _servers.Add("One", 24);
        _servers.RoundFailure = new SocketException((int)SocketError.TooManyOpenSockets);
        await using var watched = await WatchedService.StartAsync(_servers);
        _servers.RoundFailure = null;

        await watched.NextMinuteAsync();

        State(await watched.GetAsync("")).Should().Be("online");
        watched.Service.Log.Entries.Should().ContainSingle(static entry => entry.Id == 3305);
    }

    [Fact]
    public async Task Watch_ListCanNotBeRead_AsksTheLastOnesAndSaysSoOnce()
    {
        _servers.Add("One", 24);
        await using var watched = await WatchedService.StartAsync(_servers);
        _servers.ListFailure = new IOException("gone");

        await watched.MinutesAsync(2);

        State(await watched.GetAsync("")).Should().Be("online");
        _servers.Rounds.Should().Be(3);
        watched.Service.Log.Entries.Should().ContainSingle(static entry => entry.Id == 3304);
    }

    [Fact]
    public async Task Watch_LongList_AsksTheFirstOnes()
    {
        for (var number = 0; number < 9; number++)
        {
            _servers.Add($"Server {number}", 24);
        }

        await using var watched = await WatchedService.StartAsync(_servers, static options => options.History.MaxServers = 4);

        (await watched.GetAsync("")).Json.GetProperty("servers").EnumerateArray().Should().HaveCount(4);
    }

    [Fact]
    public async Task Watch_AddressThatTheServiceRefuses_IsNotPinged()
    {
        _servers.Add("Inside", 24);
        await using var watched = await WatchedService.StartAsync(
            _servers,
            static options => options.TargetPolicy = KailleraTargetPolicy.PublicAddresses
        );

        State(await watched.GetAsync("")).Should().Be("refused");
        (await watched.GetAsync(""))
            .Json.GetProperty("servers")[0]
            .GetProperty("uptime")
            .GetProperty("day")
            .ValueKind.Should()
            .Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfARound_DoesNotWaitForIt()
    {
        _servers.Add("One", 24);
        _servers.Gate = new TaskCompletionSource().Task;
        var watched = await WatchedService.StartAsync(_servers);
        await Eventually.UntilAsync(() => _servers.Rounds == 1, "the first round begins");

        await watched.DisposeAsync().AsTask().WaitAsync(Eventually.Patience);
    }

    [Fact]
    public async Task Watch_RealServersOverOneSocket_TellsWhoAnswers()
    {
        await using var server = await KailleraPracticeServer.StartAsync(
            new KailleraPracticeServerOptions { Address = IPAddress.Loopback, Port = 0 }
        );
        var silent = UdpPort.FindClosed();
        _servers.List = [Entry("Up", server.EndPoint), Entry("Down", silent)];
        await using var service = await CheckerService.StartAsync(
            static options => options.History.Enabled = true,
            builder => builder.Services.AddSingleton<IKailleraServerSource>(_servers)
        );

        var answer = await service.Client.PostAnswerAsync("/kaillera/v1/servers/refresh", "");

        answer
            .Json.GetProperty("servers")
            .EnumerateArray()
            .Select(static each => each.GetProperty("state").GetString())
            .Should()
            .Equal("online", "offline");
        answer.Json.GetProperty("servers")[0].GetProperty("pingMs").GetDouble().Should().BePositive();

        static KailleraServerEntry Entry(string name, IPEndPoint at) => new(at.Address.ToString(), at.Port) { Name = name, EndPoint = at };
    }

    private static string? State(ServiceAnswer answer) => answer.Json.GetProperty("servers")[0].GetProperty("state").GetString();
}
