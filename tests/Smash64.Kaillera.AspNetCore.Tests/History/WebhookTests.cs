using System.Collections.Concurrent;
using System.Text.Json;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>Who is told when a server goes down or comes back, how often, and what happens if he can't be told.</summary>
public sealed class WebhookTests
{
    private const string Secret = "s3cr3t-t0ken";

    private readonly FakeServers _servers = new();
    private readonly FakeWebhook _webhook = new();

    [Fact]
    public async Task Down_AndUpAgain_IsToldOnceEach()
    {
        var server = _servers.Add("One", 24);
        _servers.Add("Two", 30);
        await using var watched = await StartAsync(KailleraWebhookFormat.Json);

        _servers.Set(server, null);
        await watched.MinutesAsync(20);
        _servers.Set(server, 25);
        await watched.MinutesAsync(20);

        await _webhook.WaitForAsync(2);
        _webhook
            .Bodies[0]
            .Should()
            .Be(
                """
                {"vantage":{"name":"self-hosted","place":"this server"},"at":"2026-12-01T15:33:00+00:00","online":1,"asked":2,"events":[{"event":"down","name":"One","host":"127.0.1.1","port":27888,"isOnline":false,"since":"2026-12-01T15:31:00+00:00","changes":1}],"moreEvents":0}
                """
            );
        Read(1).GetProperty("events")[0].GetProperty("event").GetString().Should().Be("up");
        Read(1).GetProperty("events")[0].GetProperty("isOnline").GetBoolean().Should().BeTrue();
        _webhook.Bodies.Should().HaveCount(2);
    }

    [Fact]
    public async Task Flapping_IsSummedUpOnceInAPause()
    {
        var server = _servers.Add("One", 24);
        await using var watched = await StartAsync(KailleraWebhookFormat.Json);

        for (var round = 0; round < 60; round++)
        {
            _servers.Set(server, round % 4 == 3 ? 24 : null); // three silent rounds, one answer
            await watched.NextMinuteAsync();
        }

        await _webhook.WaitForAsync(4);
        _webhook.Bodies.Should().HaveCountLessThanOrEqualTo(4, "an hour has four pauses of 15 minutes");
        Read(0).GetProperty("events")[0].GetProperty("event").GetString().Should().Be("down");
        Read(1).GetProperty("events")[0].GetProperty("event").GetString().Should().Be("unsteady");
        Read(1).GetProperty("events")[0].GetProperty("changes").GetInt32().Should().BeGreaterThan(5);
    }

    [Fact]
    public async Task Discord_AllDown_IsOneMessageThatMentionsNobody()
    {
        _servers.Add("@everyone **Rhine**\n# `x`", 24);
        _servers.Add("", 30);
        await using var watched = await StartAsync(KailleraWebhookFormat.Discord);
        foreach (var entry in _servers.List)
        {
            _servers.Set(entry.EndPoint!, null);
        }

        await watched.MinutesAsync(3);

        await _webhook.WaitForAsync(1);
        Read(0).GetProperty("allowed_mentions").GetRawText().Should().Be("""{"parse":[]}""");
        Read(0)
            .GetProperty("content")
            .GetString()
            .Should()
            .Be(
                "\U0001F534 **\\@everyone \\*\\*Rhine\\*\\*\\# \\`x\\`** (`127.0.1.1:27888`) does not answer since 15:31 UTC.\n"
                    + "\U0001F534 **(no name)** (`127.0.1.2:27888`) does not answer since 15:31 UTC.\n"
                    + "None of 2 servers answers: the way out of this server may be the reason."
            );
    }

    [Fact]
    public void Discord_HundredsDown_FitsIntoOneMessage()
    {
        var alarms = Enumerable
            .Range(0, 300)
            .Select(number => new Alarm(
                AlarmKind.Down,
                new KailleraServerEntry("203.0.113.7", 1025 + number) { Name = new string('*', 200) },
                false,
                1,
                1
            ));

        var text = Encoding.UTF8.GetString(new WebhookMessage(new("n", "p"), 3, 0, 300, [.. alarms]).Write(KailleraWebhookFormat.Discord));

        var content = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("content").GetString()!;
        content.Length.Should().BeLessThan(2_000);
        content.Should().Contain("more.").And.Contain("None of 300 servers answers");
    }

    [Fact]
    public async Task Start_WhileAServerIsDown_DoesNotTellItAgain()
    {
        var server = _servers.Add("One", 24);
        using var store = new SqliteHistoryStore(path: null, TimeProvider.System, new RecordingLogger<SqliteHistoryStore>());
        await using (var watched = await StartAsync(KailleraWebhookFormat.Json, store))
        {
            _servers.Set(server, null);
            await watched.MinutesAsync(5);
            await _webhook.WaitForAsync(1);
        }

        await using var next = await StartAsync(KailleraWebhookFormat.Json, store, start: TimeSpan.FromMinutes(8));
        await next.MinutesAsync(20);
        _servers.Set(server, 24);
        await next.NextMinuteAsync();

        await _webhook.WaitForAsync(2);
        Read(1).GetProperty("events")[0].GetProperty("event").GetString().Should().Be("up");
    }

    [Fact]
    public async Task Post_FailsForAWhile_IsTriedAgain()
    {
        _webhook.Answers = new([HttpStatusCode.ServiceUnavailable, null, HttpStatusCode.TooManyRequests, HttpStatusCode.NoContent]);
        await using var watched = await StartWithOneDownAsync();

        await AdvanceUntilAsync(watched, () => _webhook.Bodies.Count == 4);

        _webhook.Bodies.Distinct(StringComparer.Ordinal).Should().ContainSingle();
        watched.Service.Log.Entries.Should().NotContain(static entry => entry.Id == 3306);
    }

    [Theory]
    [InlineData(503, 4)]
    [InlineData(404, 1)]
    [InlineData(301, 1)]
    public async Task Post_KeepsFailing_IsGivenUpAndLoggedWithoutItsSecret(int status, int attempts)
    {
        _webhook.Always = (HttpStatusCode)status;
        await using var watched = await StartWithOneDownAsync();

        await AdvanceUntilAsync(watched, () => watched.Service.Log.Entries.Any(static entry => entry.Id == 3306));

        _webhook.Bodies.Should().HaveCount(attempts);
        watched.Service.Log.Entries.Single(static entry => entry.Id == 3306).Text.Should().Contain($"status {status}");
        watched.Service.Log.Text.Should().NotContain(Secret).And.NotContain("hooks.example");
    }

    [Fact]
    public async Task Post_Throws_IsLoggedWithoutItsSecret()
    {
        _webhook.Always = null;
        await using var watched = await StartWithOneDownAsync();

        await AdvanceUntilAsync(watched, () => watched.Service.Log.Entries.Any(static entry => entry.Id == 3306));

        watched.Service.Log.Text.Should().NotContain(Secret).And.NotContain("hooks.example");
    }

    [Fact]
    public async Task Post_HangingWebhook_KeepsNeitherTheWatchNorTheStop()
    {
        _webhook.Gate = new TaskCompletionSource().Task;
        var watched = await StartWithOneDownAsync();
        await watched.MinutesAsync(5);

        await watched.DisposeAsync().AsTask().WaitAsync(Eventually.Patience);
    }

    private JsonElement Read(int at) => JsonSerializer.Deserialize<JsonElement>(_webhook.Bodies[at]);

    private static async Task AdvanceUntilAsync(WatchedService watched, Func<bool> condition) =>
        await Eventually.UntilAsync(
            async () =>
            {
                if (!condition())
                {
                    await watched.NextMinuteAsync();
                }

                return condition();
            },
            "the webhook is tried"
        );

    private async Task<WatchedService> StartWithOneDownAsync()
    {
        var server = _servers.Add("One", 24);
        var watched = await StartAsync(KailleraWebhookFormat.Json);
        _servers.Set(server, null);
        await watched.MinutesAsync(3);
        return watched;
    }

    private Task<WatchedService> StartAsync(KailleraWebhookFormat format, IHistoryStore? store = null, TimeSpan start = default) =>
        WatchedService.StartAsync(
            _servers,
            options => options.History.Webhooks.Add(new() { Url = new Uri($"https://hooks.example/{Secret}"), Format = format }),
            services =>
            {
                services.AddHttpClient(WebhookPost.ClientName).ConfigurePrimaryHttpMessageHandler(() => new Relay(_webhook));
                if (store is not null)
                {
                    services.AddSingleton(store);
                }
            },
            start: start
        );

    /// <summary>Answers as a test says; <see langword="null"/> is no answer at all.</summary>
    private sealed class FakeWebhook
    {
        private readonly ConcurrentQueue<string> _bodies = [];

        public IReadOnlyList<string> Bodies => [.. _bodies];

        public Queue<HttpStatusCode?> Answers { get; set; } = [];

        public HttpStatusCode? Always { get; set; } = HttpStatusCode.NoContent;

        public Task Gate { get; set; } = Task.CompletedTask;

        public Task WaitForAsync(int count) => Eventually.UntilAsync(() => _bodies.Count >= count, "the webhook is told");

        public async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _bodies.Enqueue(await request.Content!.ReadAsStringAsync(cancellationToken));
            await Gate.WaitAsync(cancellationToken);
            return (Answers.Count > 0 ? Answers.Dequeue() : Always) is { } status
                ? new HttpResponseMessage(status)
                : throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection to {request.RequestUri}");
        }
    }

    private sealed class Relay(FakeWebhook webhook) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            webhook.AnswerAsync(request, cancellationToken);
    }
}
