using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>A service that watches fake servers, by a clock that stands still.</summary>
internal sealed class WatchedService : IAsyncDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 12, 1, 15, 30, 20, TimeSpan.Zero);

    private WatchedService(CheckerService service, FakeServers servers, ManualTimeProvider time) =>
        (Service, Servers, Time) = (service, servers, time);

    public CheckerService Service { get; }

    public FakeServers Servers { get; }

    public ManualTimeProvider Time { get; }

    public HttpClient Client => Service.Client;

    private ServerWatch Watch => Service.Services.GetRequiredService<ServerWatch>();

    /// <summary>Starts one and waits for its first round, where it makes any by itself.</summary>
    public static async Task<WatchedService> StartAsync(
        FakeServers servers,
        Action<KailleraApiOptions>? configure = null,
        Action<IServiceCollection>? build = null,
        bool isEnabled = true,
        TimeSpan start = default
    )
    {
        var time = new ManualTimeProvider(Start + start);
        var service = await CheckerService.StartAsync(
            options =>
            {
                options.History.Enabled = isEnabled;
                configure?.Invoke(options);
            },
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                builder.Services.AddSingleton<IKailleraServerProbe>(servers);
                builder.Services.AddSingleton<IKailleraServerSource>(servers);
                build?.Invoke(builder.Services);
            }
        );
        var watched = new WatchedService(service, servers, time);
        if (isEnabled && servers.Gate.IsCompleted)
        {
            await watched.WaitForRoundAsync(0);
        }

        return watched;
    }

    /// <summary>Lets a minute pass, and the round that comes with the next one.</summary>
    public async Task NextMinuteAsync()
    {
        var before = Watch.RecordedRounds;
        var now = Time.GetUtcNow();
        Time.Advance(TimeSpan.FromSeconds(60 - now.Second));
        await WaitForRoundAsync(before);
    }

    public async Task MinutesAsync(int count)
    {
        for (; count > 0; count--)
        {
            await NextMinuteAsync();
        }
    }

    public async Task<ServiceAnswer> GetAsync(string path, params (string, string)[] headers) =>
        await Client.GetAnswerAsync($"/kaillera/v1/servers{path}", headers);

    public Task<ServiceAnswer> RefreshAsync() => Client.PostAnswerAsync("/kaillera/v1/servers/refresh", "");

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    // Recorded, and the timer of the next one set.
    private async Task WaitForRoundAsync(int before)
    {
        await Eventually.UntilAsync(() => Watch.RecordedRounds > before, "the watch makes its round");
        await Eventually.UntilAsync(() => Watch.IsWaiting, "the next round has its time");
    }
}
