using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Address;

public sealed class AddressTests : PageTest
{
    private const string Mine = "198.51.100.23";
    private const string Remembered = "198.51.100.77";

    [SkippableFact]
    public async Task FirstLoad_ServiceKnowsTheVisitor_ShowsHisAddressAndKeepsItForTheTab()
    {
        var page = await NewPageAsync(WebSample.Proxied, options => options.ExtraHTTPHeaders = WebSample.From(Mine));
        ExpectInConsole("practice-host"); // none for visitors from elsewhere

        var hosting = await HostingPage.OpenReadyAsync(page);

        await Expect(hosting.Address).ToHaveValueAsync(Mine);
        await Expect(hosting.Refresh).ToBeVisibleAsync();
        await Expect(hosting.GetIPLink).ToBeHiddenAsync();
        (await KeptAsync(page)).Should().Be(Mine);
        (await page.EvaluateAsync<string>("JSON.stringify(localStorage)")).Should().NotContain(Mine, "it is forgotten with the tab");
        hosting.AddressesAsked.Should().Be(1);
    }

    [SkippableFact]
    public async Task Load_AddressRemembered_ShowsItWithoutAsking()
    {
        var page = await PageAsync();
        await RememberAsync(page, Remembered);

        var hosting = await HostingPage.OpenReadyAsync(page);

        await Expect(hosting.Address).ToHaveValueAsync(Remembered);
        await Expect(hosting.Refresh).ToBeVisibleAsync();
        hosting.AddressesAsked.Should().Be(0);
    }

    [SkippableTheory]
    [InlineData("self")]
    [InlineData("010.1.1.1")]
    public async Task Load_NoAddressRememberedThere_AsksAndKeepsTheAnswer(string kept)
    {
        var page = await PageAsync();
        await RememberAsync(page, kept);

        var hosting = await HostingPage.OpenReadyAsync(page);

        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");
        (await KeptAsync(page)).Should().Be("127.0.0.1");
    }

    [SkippableFact]
    public async Task Refresh_Pressed_AsksAgainThoughAnAddressIsRemembered()
    {
        var page = await PageAsync();
        await RememberAsync(page, Remembered);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.Refresh.ClickAsync();

        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");
        (await KeptAsync(page)).Should().Be("127.0.0.1");
        hosting.AddressesAsked.Should().Be(1);
    }

    [SkippableFact]
    public async Task FirstLoad_ServiceCannotTell_OffersAnotherSiteInsteadOfRefreshing()
    {
        var page = await NewPageAsync(WebSample.Proxied);

        var hosting = await HostingPage.OpenAsync(page);

        await Expect(hosting.GetIPLink).ToBeVisibleAsync();
        await Expect(hosting.GetIPLink).ToHaveTextAsync("Get IP");
        await Expect(hosting.GetIPLink).ToHaveAttributeAsync("href", "https://whatismyipaddress.com/");
        await Expect(hosting.GetIPLink).ToHaveAttributeAsync("target", "_blank");
        await Expect(hosting.GetIPLink).ToHaveAttributeAsync("rel", "noopener noreferrer");
        await Expect(hosting.Refresh).ToBeHiddenAsync();
        await Expect(hosting.AddressNote).ToContainTextAsync("We can't see your IPv4 address from here.");
        await Expect(hosting.Address).ToHaveValueAsync("");
        await Expect(hosting.Problem).ToBeHiddenAsync();
        (await KeptAsync(page)).Should().BeNull();
    }

    [SkippableFact]
    public async Task Load_AnswerIsNoIPv4Address_ShowsNoneAndOffersAnotherSite()
    {
        var answer = "";
        var page = await PageAsync();
        await page.RouteAsync(HostingPage.GetIP, route => route.FulfillAsync(new() { ContentType = "text/plain", Body = answer }));
        foreach (var text in new[] { "Unable to retrieve IP", "2001:db8::7", "198.51.100.023", "<!DOCTYPE html><p>Log in to the hotel's network</p>", "" })
        {
            answer = text;

            var hosting = await HostingPage.OpenAsync(page);

            await Expect(hosting.GetIPLink).ToBeVisibleAsync();
            await Expect(hosting.Address).ToHaveValueAsync("");
            (await KeptAsync(page)).Should().BeNull("the answer is {0}", text);
        }
    }

    [SkippableFact]
    public async Task FirstLoad_AddressTypedInMeanwhile_KeepsWhatWasTyped()
    {
        var page = await PageAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(HostingPage.GetIP, asked.SetResult);
        var hosting = await HostingPage.OpenAsync(page);
        var route = await asked.Task;

        await hosting.Address.FillAsync(Mine);
        await page.RunAndWaitForRequestFinishedAsync(() => route.FulfillAsync(new() { ContentType = "text/plain", Body = Remembered }));

        await Expect(page.Locator("#refresh-ip.busy")).ToHaveCountAsync(0);
        await Expect(hosting.Address).ToHaveValueAsync(Mine);
    }

    [SkippableFact]
    public async Task Check_OfATypedAddress_KeepsThatOneForTheTab()
    {
        var page = await PageAsync();
        await CheckAnswer.NoResponse.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.Address.FillAsync(Mine);
        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
        (await KeptAsync(page)).Should().Be(Mine);
    }

    [SkippableFact]
    public async Task Load_StorageForbidden_WorksAndRemembersNothing()
    {
        var page = await NewPageAsync();
        await page.AddInitScriptAsync(
            "for (const area of ['localStorage', 'sessionStorage']) { Object.defineProperty(window, area, { get() { throw new Error('forbidden'); } }); }"
        );
        await CheckAnswer.Responding.ServeAsync(page);

        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
    }

    private static async Task RememberAsync(IPage page, string address) =>
        await page.EvaluateAsync("(kept) => sessionStorage.setItem('p2p-ipv4', kept)", address);

    private static Task<string?> KeptAsync(IPage page) => page.EvaluateAsync<string?>("sessionStorage.getItem('p2p-ipv4')");
}
