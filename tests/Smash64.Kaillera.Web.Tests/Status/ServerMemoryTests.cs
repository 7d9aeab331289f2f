using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Status;

/// <summary>What the page shows of the service's memory: uptime as bars, ping as a plot, and the numbers for who can't see either.</summary>
public sealed class ServerMemoryTests : PageTest
{
    private static readonly ServerListAnswer Two = new()
    {
        IsKept = true,
        Servers = [new("antelope") { Ms = 42, Day = 0.99996 }, new("Moth") { Day = null }],
    };

    [SkippableFact]
    public async Task Open_Name_ShowsUptimePlotAndNumbers()
    {
        var servers = await OpenAsync();
        await Expect(servers.Memory).ToHaveCountAsync(0);

        await servers.MemoryOf("antelope").PressAsync("Enter");

        await Expect(servers.MemoryOf("antelope")).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(servers.Memory.Locator("dt")).ToHaveTextAsync(["Answered, 24 hours", "Answered, 7 days", "Answered, 30 days"]);
        await Expect(servers.Memory.Locator("dd")).ToHaveTextAsync(["99.99%", "99.87%", "50%"]);
        await Expect(servers.Memory.Locator("dd rect.share").Nth(2)).ToHaveAttributeAsync("width", "50");
        await Expect(servers.Memory.Locator("figcaption"))
            .ToContainTextAsync("Ping: median 123.0 ms, from 100.0 to 180.0 ms. No answer in 180 of 1080 rounds.");
        await Expect(servers.Memory.Locator("rect.silent")).ToHaveCountAsync(18);
        await Expect(servers.Memory.Locator("rect.spread")).ToHaveCountAsync(90);
        await servers.Memory.Locator("summary").ClickAsync();
        await Expect(servers.Memory.Locator("tbody tr")).ToHaveCountAsync(24);
        await Expect(servers.Memory.Locator("tbody tr").Nth(0).Locator("td")).ToHaveTextAsync(["–", "–", "–", "–"]);
        await Expect(servers.Memory.Locator("tbody tr").Nth(6).Locator("td"))
            .ToHaveTextAsync(["60/60", "100.0 ms", "123.0 ms", "180.0 ms"]);
        await Expect(servers.Memory.Locator("tbody tr").Nth(12).Locator("td")).ToHaveTextAsync(["0/60", "–", "–", "–"]);
    }

    [SkippableFact]
    public async Task Open_Again_ClosesItAndLeavesTheFocus()
    {
        var servers = await OpenAsync();
        await servers.MemoryOf("antelope").PressAsync("Enter");
        await servers.MemoryOf("antelope").PressAsync("Enter");

        await Expect(servers.Memory).ToHaveCountAsync(0);
        await Expect(servers.MemoryOf("antelope")).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(servers.MemoryOf("antelope")).ToBeFocusedAsync();
    }

    [SkippableTheory]
    [InlineData("7 days", "No answer in 1260 of 7560 rounds.", 7)]
    [InlineData("30 days", "No answer in 5400 of 32400 rounds.", 30)]
    public async Task Span_Chosen_ShowsThatTime(string span, string silence, int rows)
    {
        var servers = await OpenAsync();
        await servers.MemoryOf("antelope").ClickAsync();
        await Expect(servers.Memory.Locator("figcaption")).ToContainTextAsync("of 1080 rounds");
        var button = servers.Memory.GetByRole(AriaRole.Button, new() { Name = span });

        await button.ClickAsync();

        await Expect(servers.Memory.Locator("figcaption")).ToContainTextAsync(silence);
        await Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(button).ToBeFocusedAsync();
        await Expect(servers.Memory.Locator(".memory-spans [aria-pressed='true']")).ToHaveCountAsync(1);
        await Expect(servers.Memory.Locator("tbody tr")).ToHaveCountAsync(rows);
    }

    [SkippableFact]
    public async Task Refresh_MemoryOpen_StaysOpenBesideItsServerAndIsReadAnew()
    {
        var servers = await OpenAsync();
        var asked = 0;
        servers.Page.Request += (_, request) => asked += request.Url.Contains("/history", StringComparison.Ordinal) ? 1 : 0;
        await servers.MemoryOf("Moth").ClickAsync();
        await Expect(servers.Memory.Locator("figcaption")).ToBeVisibleAsync();
        await servers.Head("Server").ClickAsync();
        await servers.Head("Server").ClickAsync();
        await Expect(servers.Names).ToHaveTextAsync(["Moth", "antelope"]);

        await servers.Refresh.ClickAsync();
        await servers.ExpectDoneAsync();

        await Expect(servers.Page.Locator("#list-table > tbody > tr").Nth(1)).ToHaveClassAsync("memory");
        await Expect(servers.MemoryOf("Moth")).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(servers.Memory.Locator("dd").First).ToHaveTextAsync("–");
        asked.Should().Be(2);
    }

    [SkippableFact]
    public async Task Open_NothingRemembered_SaysSo()
    {
        var servers = await OpenAsync(HistoryAnswer.Make("day", isEmpty: true));

        await servers.MemoryOf("antelope").ClickAsync();

        await Expect(servers.Memory).ToContainTextAsync("Nothing is remembered of this time yet.");
    }

    [SkippableFact]
    public async Task Open_ServiceFails_SaysSo()
    {
        ExpectInConsole("ERR_FAILED");
        var servers = await OpenAsync();
        await servers.Page.RouteAsync(StatusPage.Histories, static route => route.AbortAsync());

        await servers.MemoryOf("antelope").ClickAsync();

        await Expect(servers.Memory).ToContainTextAsync("The checker can't be reached.");
    }

    [SkippableFact]
    public async Task Language_Changed_WritesTheMemoryAnew()
    {
        var servers = await OpenAsync();
        await servers.MemoryOf("antelope").ClickAsync();

        await servers.Page.Locator("#language").SelectOptionAsync("fr");

        await Expect(servers.Memory.Locator("dd").Nth(1)).ToContainTextAsync("99,87");
        await Expect(servers.Memory.Locator("figcaption")).ToContainTextAsync("Ping : médiane 123,0 ms");
    }

    [SkippableFact]
    public async Task Open_ServiceThatRemembersNothing_OffersNothing()
    {
        var page = await PageAsync();
        await (Two with { IsKept = false }).ServeAsync(page);

        var servers = await ServersPage.OpenDoneAsync(page);

        await Expect(servers.MemoryOf("antelope")).ToHaveCountAsync(0);
        await Expect(servers.Names).ToHaveTextAsync(["antelope", "Moth"]);
    }

    private async Task<ServersPage> OpenAsync(string? history = null)
    {
        var page = await PageAsync();
        await Two.ServeAsync(page);
        await HistoryAnswer.ServeAsync(page);
        if (history is not null)
        {
            await page.RouteAsync(
                StatusPage.Histories,
                route => route.FulfillAsync(new() { ContentType = "application/json", Body = history })
            );
        }

        return await ServersPage.OpenDoneAsync(page);
    }
}
