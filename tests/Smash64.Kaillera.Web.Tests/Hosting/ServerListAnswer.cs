using System.Text.Json;

namespace Smash64.Kaillera.Web.Tests.Hosting;

/// <summary>A list of servers as the sample would tell it, with the answers that the service would give for each.</summary>
internal sealed record ServerListAnswer
{
    public string State { get; init; } = "read";

    public IReadOnlyList<ListedAnswer> Servers { get; init; } = [];

    public IReadOnlyList<(int Line, string Reason)> Dropped { get; init; } = [];

    public int? DroppedCount { get; init; }

    public bool IsPractice { get; init; }

    /// <summary>Gets a list like those there are: names of many kinds, some servers silent.</summary>
    public static ServerListAnswer Usual { get; } =
        new()
        {
            Servers =
            [
                new("Emulators of the Rhine")
                {
                    Users = 31,
                    Games = 9,
                    Location = "Frankfurt, Germany",
                    Ms = 24,
                },
                new("Galaxy64")
                {
                    Users = 12,
                    Games = 3,
                    Location = "Dallas, TX",
                    Ms = 121,
                },
                new("Le Repaire")
                {
                    Users = 4,
                    Games = 1,
                    Location = "Paris",
                    Version = "ESF 93.2",
                    Ms = 31,
                },
                new("Noche de Smash")
                {
                    Users = 57,
                    MaxUsers = 120,
                    Games = 22,
                    Location = "Ciudad de México",
                    Ms = 148,
                },
                new("Sleepy hollow of the very long names that nobody ever shortened") { Location = "Somewhere" },
                new("Čtyři kamarádi")
                {
                    Users = 9,
                    Games = 2,
                    Location = "Brno",
                    Version = "EmuLinker-K 0.1",
                    Ms = 240,
                },
                new("Abandoned") { MaxUsers = 0, Location = "" },
                new("Rio Battle Club")
                {
                    Users = 18,
                    Games = 6,
                    Location = "Rio de Janeiro",
                    Ms = 187,
                },
                new("Tampere")
                {
                    Users = 2,
                    Location = "Finland",
                    Version = "",
                    Ms = 52,
                },
                new("")
                {
                    Users = 1,
                    Location = "Poland",
                    Ms = 44,
                },
                new("Harbour")
                {
                    Host = "kaillera.harbour.example",
                    Users = 7,
                    Games = 2,
                    Location = "Sydney",
                    Ms = 289,
                },
                new("Closed on Mondays") { Users = 3, Location = "Lyon" },
            ],
        };

    /// <summary>Gets whether the service remembers what the servers answer.</summary>
    public bool IsKept { get; init; }

    /// <summary>Gets how long ago the service asked them.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Has the page get this list, and what the service found of its servers, at once.</summary>
    public async Task ServeAsync(IPage page)
    {
        await ServeListAsync(page);
        await page.RouteAsync(StatusPage.Servers, AnswerAsync);
        await page.RouteAsync(StatusPage.Refresh, route => (this with { Age = TimeSpan.Zero }).AnswerAsync(route));
    }

    /// <summary>Answers a call about the servers.</summary>
    public Task AnswerAsync(IRoute route) =>
        route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(ToFound()) });

    /// <summary>Has the page get this list alone.</summary>
    public Task ServeListAsync(IPage page) =>
        page.RouteAsync(
            StatusPage.ServerList,
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = JsonSerializer.Serialize(ToJson()) })
        );

    private static string AddressOf(int at) => $"198.51.100.{at + 11}";

    private object ToFound() =>
        new
        {
            vantage = new { name = "self-hosted", place = "this computer" },
            askedAt = DateTimeOffset.UtcNow - Age,
            isKept = IsKept,
            servers = Servers.Select(
                (server, at) =>
                    new
                    {
                        name = server.Name,
                        host = server.Host ?? AddressOf(at),
                        port = server.Port,
                        state = server.State,
                        pingMs = server.Ms,
                        uptime = IsKept
                            ? new
                            {
                                day = server.Day,
                                week = (double?)0.9987,
                                month = (double?)0.5,
                            }
                            : null,
                    }
            ),
        };

    private object ToJson() =>
        new
        {
            state = State,
            servers = Servers.Select(
                (server, at) =>
                    new
                    {
                        name = server.Name,
                        host = server.Host ?? AddressOf(at),
                        port = server.Port,
                        address = AddressOf(at),
                        location = server.Location,
                        version = server.Version,
                        users = server.Users,
                        maxUsers = server.MaxUsers,
                        games = server.Games,
                    }
            ),
            dropped = Dropped.Select(drop => new { line = drop.Line, reason = drop.Reason }),
            droppedCount = DroppedCount ?? Dropped.Count,
            isPractice = IsPractice,
            changedAt = State == "read" ? "2026-11-20T18:00:00Z" : null,
        };
}

/// <summary>A server on it.</summary>
internal sealed record ListedAnswer(string Name)
{
    /// <summary>Gets what the list names; its address if that is <see langword="null"/>.</summary>
    public string? Host { get; init; }

    public int Port { get; init; } = 27888;

    public string Location { get; init; } = "";

    public string Version { get; init; } = "0.86";

    public int Users { get; init; }

    public int MaxUsers { get; init; } = 50;

    public int Games { get; init; }

    /// <summary>Gets how fast it answers; <see langword="null"/> if it does not.</summary>
    public double? Ms { get; init; }

    /// <summary>Gets a value indicating whether the service asks nobody at its address.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Gets in what share of the day's rounds it answered.</summary>
    public double? Day { get; init; } = 1;

    /// <summary>Gets what the service found.</summary>
    public string State =>
        IsRefused ? "refused"
        : Ms is null ? "offline"
        : "online";
}
