using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Pages;

/// <summary>The list of the Server status page, by what a visitor finds there.</summary>
internal sealed class ServersPage(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Refresh { get; } = page.Locator("#list-refresh");

    public ILocator Cancel { get; } = page.Locator("#list-cancel");

    public ILocator Progress { get; } = page.Locator("#list-progress .shown");

    /// <summary>Gets what a screen reader is told of the progress.</summary>
    public ILocator Spoken { get; } = page.Locator("#list-progress .spoken");

    public ILocator Problem { get; } = page.Locator("#list-problem");

    public ILocator Retry { get; } = page.Locator("#list-problem button");

    public ILocator Empty { get; } = page.Locator("#list-empty");

    public ILocator Filter { get; } = page.Locator("#list-filter");

    public ILocator Count { get; } = page.Locator("#list-count");

    public ILocator OnlyOnline { get; } = page.Locator("#only-online");

    /// <summary>Gets what one clicks on to switch it.</summary>
    public ILocator OnlyOnlineLabel { get; } = page.Locator("label:has(#only-online)");

    public ILocator HideIPLabel { get; } = page.Locator("label:has(#hide-ip)");

    public ILocator Table { get; } = page.Locator("#list-table");

    public ILocator Rows { get; } = page.Locator("#list-table tbody tr[data-state]");

    public ILocator Names { get; } = page.Locator("#list-table tbody .column-name");

    public ILocator Pings { get; } = page.Locator("#list-table tbody .column-ping");

    public ILocator Addresses { get; } = page.Locator("#list-table tbody .column-address");

    public ILocator AllOffline { get; } = page.Locator("#list-all-offline");

    public ILocator NoMatch { get; } = page.Locator("#list-no-match");

    public ILocator ShowAll { get; } = page.Locator("#list-show-all");

    public ILocator Notes { get; } = page.Locator("#list-notes");

    public ILocator Dropped { get; } = page.Locator("#list-dropped");

    public ILocator SortSelect { get; } = page.Locator("#list-sort");

    public ILocator Reverse { get; } = page.Locator("#list-reverse");

    /// <summary>Gets what is remembered of the server whose memory is open.</summary>
    public ILocator Memory { get; } = page.Locator("#list-table tr.memory");

    /// <summary>Opens it and waits for nothing: the list is read and asked about by itself.</summary>
    public static async Task<ServersPage> OpenAsync(IPage page, string query = "")
    {
        await page.GotoAsync("/status.html" + query);
        return new ServersPage(page);
    }

    /// <summary>Opens it and waits until every server was asked.</summary>
    public static async Task<ServersPage> OpenDoneAsync(IPage page, string query = "")
    {
        var servers = await OpenAsync(page, query);
        await servers.ExpectDoneAsync();
        return servers;
    }

    /// <summary>Waits until no question is going on any more, and some text says how it went.</summary>
    public async Task ExpectDoneAsync()
    {
        await Expect(Refresh).ToHaveAttributeAsync("aria-disabled", "false");
        await Expect(Cancel).ToBeHiddenAsync();
    }

    /// <summary>Gets the button in the head of a column.</summary>
    public ILocator Head(string column) => Page.GetByRole(AriaRole.Columnheader, new() { Name = column, Exact = true }).GetByRole(AriaRole.Button);

    /// <summary>Gets the row of a server.</summary>
    public ILocator Row(string name) => Rows.Filter(new() { Has = Page.Locator(".column-name", new() { HasText = name }) });

    /// <summary>Gets the button that shows what is remembered of a server.</summary>
    public ILocator MemoryOf(string name) => Row(name).Locator(".column-name button");

    /// <summary>Gets the status that a row shows.</summary>
    public ILocator Status(string name) => Row(name).Locator(".status");
}
