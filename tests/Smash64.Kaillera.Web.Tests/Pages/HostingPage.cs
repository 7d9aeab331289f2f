using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Pages;

/// <summary>The P2P hosting page, by what a visitor finds on it.</summary>
internal sealed class HostingPage(IPage page)
{
    /// <summary>Matches the calls that start a check.</summary>
    public const string Checks = "**/kaillera/v1/checks";

    /// <summary>Matches the calls that ask for the visitor's address.</summary>
    public const string GetIP = "**/kaillera/get-ip";

    public IPage Page { get; } = page;

    public ILocator Address { get; } = page.Locator("#p2p-ipv4");

    public ILocator AddressError { get; } = page.Locator("#address-error");

    public ILocator AddressNote { get; } = page.Locator("#address-note");

    /// <summary>Gets the button that takes the address in what was pasted.</summary>
    public ILocator PasteOffer { get; } = page.Locator("#paste-offer");

    public ILocator Refresh { get; } = page.Locator("#refresh-ip");

    public ILocator GetIPLink { get; } = page.Locator("a#get-ip");

    public ILocator Port { get; } = page.Locator("#p2p-port");

    /// <summary>Gets why no port is needed.</summary>
    public ILocator PortNote { get; } = page.Locator("#port-note");

    public ILocator PortError { get; } = page.Locator("#port-error");

    public ILocator HideIP { get; } = page.Locator("#hide-ip");

    /// <summary>Gets what one clicks on to switch it.</summary>
    public ILocator HideIPLabel { get; } = page.Locator("label.switch");

    public ILocator CheckButton { get; } = page.Locator("#check-p2p");

    public ILocator Spinner { get; } = page.Locator("#check-p2p .spinner");

    public ILocator Cancel { get; } = page.Locator("#cancel-check");

    public ILocator Progress { get; } = page.Locator("#progress .shown");

    public ILocator Toast { get; } = page.Locator("#toast");

    public ILocator Problem { get; } = page.Locator("#problem");

    public ILocator Retry { get; } = page.Locator("#retry");

    public ILocator MoreInfoButton { get; } = page.Locator("#more-info");

    public ILocator MoreInfo { get; } = page.Locator("#dialog-more-info");

    public ILocator CheckAgain { get; } = page.Locator("#check-again");

    public ILocator CopyAddress { get; } = page.Locator("#copy-address");

    public ILocator Copied { get; } = page.Locator("#copied");

    public ILocator Language { get; } = page.Locator("#language");

    public ILocator Theme { get; } = page.Locator("#theme");

    public ILocator PracticeCard { get; } = page.Locator("#practice-host");

    public ILocator PracticeButton { get; } = page.Locator("#practice-toggle");

    /// <summary>Gets the button that fills in the practice host's connect code.</summary>
    public ILocator PracticeCode { get; } = page.Locator("#practice-code");

    public ResultDialog Success { get; } = new(page.Locator("#dialog-success"));

    public ResultDialog Failure { get; } = new(page.Locator("#dialog-failure"));

    /// <summary>Gets how often the page asked for a check.</summary>
    public int ChecksAsked { get; private set; }

    /// <summary>Gets how often the page asked for the visitor's address.</summary>
    public int AddressesAsked { get; private set; }

    /// <summary>Opens it and waits until it knows its service.</summary>
    public static async Task<HostingPage> OpenAsync(IPage page, string query = "")
    {
        var hosting = new HostingPage(page);
        page.Request += (_, request) =>
        {
            var path = new Uri(request.Url).AbsolutePath;
            hosting.ChecksAsked += request.Method == "POST" && path == "/kaillera/v1/checks" ? 1 : 0;
            hosting.AddressesAsked += path == "/kaillera/get-ip" ? 1 : 0;
        };

        // With this call goes the one for the address, if there is one at all.
        await page.RunAndWaitForRequestFinishedAsync(
            () => page.GotoAsync("/" + query),
            new() { Predicate = request => request.Url.EndsWith("/v1/service", StringComparison.Ordinal) }
        );
        return hosting;
    }

    /// <summary>Opens it and waits for the visitor's address.</summary>
    public static async Task<HostingPage> OpenReadyAsync(IPage page, string query = "")
    {
        var hosting = await OpenAsync(page, query);
        await Expect(hosting.Address).Not.ToHaveValueAsync("");
        return hosting;
    }

    /// <summary>Fills in the port and presses the button.</summary>
    public async Task CheckAsync(int port)
    {
        await Port.FillAsync(port.ToString(CultureInfo.InvariantCulture));
        await CheckButton.ClickAsync();
    }

    /// <summary>Fills in the code and presses the button.</summary>
    public async Task CheckAsync(string code)
    {
        await Address.FillAsync(code);
        await CheckButton.ClickAsync();
    }

    /// <summary>Waits until no check is going on any more.</summary>
    public async Task ExpectIdleAsync()
    {
        await Expect(Spinner).ToBeHiddenAsync();
        await Expect(Cancel).ToBeHiddenAsync();
        await Expect(CheckButton).Not.ToHaveAttributeAsync("aria-disabled", "true");
    }

    /// <summary>Waits until a check is going on.</summary>
    public async Task ExpectBusyAsync()
    {
        await Expect(Spinner).ToBeVisibleAsync();
        await Expect(Cancel).ToBeVisibleAsync();
        await Expect(CheckButton).ToHaveAttributeAsync("aria-disabled", "true");
    }
}
