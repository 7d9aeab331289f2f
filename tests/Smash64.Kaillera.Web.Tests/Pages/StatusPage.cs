using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Pages;

/// <summary>The form of the Server status page and what it answers, by what a visitor finds there.</summary>
internal sealed class StatusPage(IPage page)
{
    /// <summary>Matches the calls that ask a server.</summary>
    public const string ServerChecks = "**/kaillera/server-check";

    /// <summary>Matches the call that asks for the list.</summary>
    public const string ServerList = "**/server-list";

    /// <summary>Matches the call that asks what the service found of the list's servers.</summary>
    public const string Servers = "**/kaillera/v1/servers";

    /// <summary>Matches the call that has them asked again.</summary>
    public const string Refresh = "**/kaillera/v1/servers/refresh";

    /// <summary>Matches the calls for what the service remembers of a server.</summary>
    public const string Histories = "**/history?span=*";

    public IPage Page { get; } = page;

    public ILocator Host { get; } = page.Locator("#server-host");

    public ILocator Port { get; } = page.Locator("#server-port");

    public ILocator HideIP { get; } = page.Locator("#hide-ip");

    /// <summary>Gets what one clicks on to switch it.</summary>
    public ILocator HideIPLabel { get; } = page.Locator("label:has(#hide-ip)");

    public ILocator CheckButton { get; } = page.Locator("#check-server");

    public ILocator Spinner { get; } = page.Locator("#check-server .spinner");

    public ILocator Cancel { get; } = page.Locator("#cancel-check");

    public ILocator Progress { get; } = page.Locator("#progress .shown");

    public ILocator Toast { get; } = page.Locator("#toast");

    public ILocator Problem { get; } = page.Locator("#problem");

    public ILocator Retry { get; } = page.Locator("#retry");

    public ILocator Result { get; } = page.Locator("#server-result");

    public ILocator History { get; } = page.Locator("#server-history");

    public ILocator HistoryRows { get; } = page.Locator("#server-history tbody tr");

    /// <summary>Gets how often the page asked for a server.</summary>
    public int ChecksAsked { get; private set; }

    /// <summary>Opens it, with an empty list of servers, and waits until it knows its service.</summary>
    public static async Task<StatusPage> OpenAsync(IPage page, string query = "")
    {
        var status = new StatusPage(page);
        await new ServerListAnswer().ServeListAsync(page);
        page.Request += (_, request) => status.ChecksAsked += request.Url.EndsWith("/server-check", StringComparison.Ordinal) ? 1 : 0;
        await page.RunAndWaitForRequestFinishedAsync(
            () => page.GotoAsync("/status.html" + query),
            new() { Predicate = request => request.Url.EndsWith("/v1/service", StringComparison.Ordinal) }
        );
        return status;
    }

    /// <summary>Fills in the fields and presses the button.</summary>
    public async Task CheckAsync(string host, int port)
    {
        await Host.FillAsync(host);
        await Port.FillAsync(port.ToString(CultureInfo.InvariantCulture));
        await CheckButton.ClickAsync();
    }

    /// <summary>Waits until no question is going on any more.</summary>
    public async Task ExpectIdleAsync()
    {
        await Expect(Spinner).ToBeHiddenAsync();
        await Expect(Cancel).ToBeHiddenAsync();
    }
}
