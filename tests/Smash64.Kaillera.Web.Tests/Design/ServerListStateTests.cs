using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>The states of the list of servers, looked at.</summary>
public sealed class ServerListStateTests : PageTest
{
    [SkippableTheory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("ja")]
    [InlineData("pt-BR")]
    public async Task List_Done_IsWithoutFault(string language)
    {
        var page = await PageAsync();
        await ServerListAnswer.Usual.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page, $"?lang={language}");
        await Expect(servers.Rows).ToHaveCountAsync(12);

        await Look.AtAsync(page, $"servers-done-{language}");
    }

    [SkippableFact]
    public async Task List_Running_IsWithoutFault()
    {
        var page = await PageAsync();
        await ServerListAnswer.Usual.ServeAsync(page);
        await page.RouteAsync(StatusPage.Servers, static _ => { });
        var servers = await ServersPage.OpenAsync(page);
        await Expect(servers.Progress).ToHaveTextAsync("Asking 12 servers…");
        await Expect(servers.Rows.Locator(".asking")).ToHaveCountAsync(12);

        await Look.AtAsync(page, "servers-running");
    }

    [SkippableFact]
    public async Task List_AddressesHiddenAndOnlyOnline_IsWithoutFault()
    {
        var page = await PageAsync();
        await ServerListAnswer.Usual.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await servers.HideIPLabel.ClickAsync();
        await servers.OnlyOnlineLabel.ClickAsync();

        await Look.AtAsync(page, "servers-hidden");
    }

    [SkippableFact]
    public async Task List_LinesDropped_IsWithoutFault()
    {
        var page = await PageAsync();
        var list = ServerListAnswer.Usual with
        {
            Dropped = [(3, "no-address"), (9, "invalid-port"), (31, "duplicate")],
            DroppedCount = 5,
            IsPractice = true,
        };
        await list.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await servers.Dropped.Locator("summary").ClickAsync();

        await Look.AtAsync(page, "servers-dropped");
    }

    [SkippableTheory]
    [InlineData("read")]
    [InlineData("missing")]
    [InlineData("unreadable")]
    public async Task List_WithoutServers_IsWithoutFault(string state)
    {
        var page = await PageAsync();
        await new ServerListAnswer { State = state }.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await Expect(servers.Empty).ToBeVisibleAsync();

        await Look.AtAsync(page, $"servers-none-{state}");
    }

    [SkippableFact]
    public async Task List_AllOffline_IsWithoutFault()
    {
        var page = await PageAsync();
        var list = ServerListAnswer.Usual with { Servers = [.. ServerListAnswer.Usual.Servers.Take(4).Select(server => server with { Ms = null })] };
        await list.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await Expect(servers.AllOffline).ToBeVisibleAsync();

        await Look.AtAsync(page, "servers-all-offline");
    }

    [SkippableFact]
    public async Task List_NothingFits_IsWithoutFault()
    {
        var page = await PageAsync();
        await ServerListAnswer.Usual.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await servers.Filter.FillAsync("no such server");
        await Expect(servers.NoMatch).ToBeVisibleAsync();

        await Look.AtAsync(page, "servers-no-match");
    }

    [SkippableFact]
    public async Task List_ServiceFailsBehindTheList_IsWithoutFault()
    {
        var page = await PageAsync();
        ExpectInConsole("ERR_FAILED");
        await ServerListAnswer.Usual.ServeAsync(page);
        await page.RouteAsync(StatusPage.Servers, static route => route.AbortAsync());
        var servers = await ServersPage.OpenAsync(page);
        await Expect(servers.Problem).ToBeVisibleAsync();

        await Look.AtAsync(page, "servers-failed");
    }

    [SkippableTheory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("ja")]
    [InlineData("pt-BR")]
    public async Task List_MemoryOpenWithItsTable_IsWithoutFault(string language)
    {
        var page = await PageAsync();
        await (ServerListAnswer.Usual with { IsKept = true }).ServeAsync(page);
        await HistoryAnswer.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page, $"?lang={language}");
        await servers.MemoryOf("Galaxy64").ClickAsync();
        await servers.Memory.Locator("summary").ClickAsync();

        await Look.AtAsync(page, $"servers-memory-{language}");
    }

    [SkippableFact]
    public async Task List_CannotBeFetched_IsWithoutFault()
    {
        var page = await PageAsync();
        ExpectInConsole("ERR_FAILED");
        await page.RouteAsync(StatusPage.ServerList, route => route.AbortAsync());
        var servers = await ServersPage.OpenAsync(page);
        await Expect(servers.Problem).ToBeVisibleAsync();

        await Look.AtAsync(page, "servers-unreachable");
    }
}
