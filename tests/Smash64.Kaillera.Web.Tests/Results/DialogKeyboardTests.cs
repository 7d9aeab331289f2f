using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Results;

/// <summary>The dialogs, without a mouse.</summary>
public sealed class DialogKeyboardTests : PageTest
{
    [SkippableTheory]
    [InlineData("Enter")]
    [InlineData("Space")]
    public async Task MoreInfo_OpenedByKey_ClosesByEscapeAndGivesTheFocusBack(string key)
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.MoreInfoButton.FocusAsync();

        await hosting.Page.Keyboard.PressAsync(key);

        await Expect(hosting.MoreInfo).ToBeVisibleAsync();
        await Expect(hosting.MoreInfo).ToHaveAccessibleNameAsync("How this Works");
        await Expect(hosting.MoreInfo.Locator("h2")).ToBeFocusedAsync();

        await hosting.Page.Keyboard.PressAsync("Escape");

        await Expect(hosting.MoreInfo).ToBeHiddenAsync();
        await Expect(hosting.MoreInfoButton).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task MoreInfo_ClosedByItsButton_GivesTheFocusBack()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.MoreInfoButton.PressAsync("Enter");
        await Expect(hosting.MoreInfo).ToBeVisibleAsync();

        await hosting.Page.Keyboard.PressAsync("Tab");
        await Expect(hosting.MoreInfo.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await hosting.Page.Keyboard.PressAsync("Space");

        await Expect(hosting.MoreInfo).ToBeHiddenAsync();
        await Expect(hosting.MoreInfoButton).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Check_ByKeyboardAlone_LeadsThroughTheDialogAndBack()
    {
        var page = await PageAsync();
        await CheckAnswer.Responding.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.Port.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(hosting.Success.Title).ToBeFocusedAsync();

        // Copy, the evidence, the community's link, Close; then round again.
        var stops = await TabThroughAsync(page, "#dialog-success", "Tab");

        stops.Should().StartWith(["copy-address", "A", "SUMMARY", "BUTTON"]);
        stops.Should().NotContain("outside", "the page behind is out of reach");

        await page.Keyboard.PressAsync("Escape");
        await Expect(hosting.Success.Dialog).ToBeHiddenAsync();
        await Expect(hosting.Port).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Failure_TabbedBackwards_StaysInTheDialog()
    {
        var page = await PageAsync();
        await CheckAnswer.NoResponse.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.PressAsync("Enter");
        await Expect(hosting.Failure.Title).ToBeFocusedAsync();

        var stops = await TabThroughAsync(page, "#dialog-failure", "Shift+Tab");

        stops.Should().Contain("check-again").And.NotContain("outside");
        await page.Keyboard.PressAsync("Escape");
        await Expect(hosting.Failure.Dialog).ToBeHiddenAsync();
        await Expect(hosting.CheckButton).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task CheckAgain_ByKey_ChecksAgain()
    {
        var page = await PageAsync();
        await CheckAnswer.PortClosed.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.PressAsync("Enter");
        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
        await CheckAnswer.Responding.ServeAsync(page);

        await hosting.CheckAgain.PressAsync("Enter");

        await Expect(hosting.Success.Title).ToBeFocusedAsync();
        await Expect(hosting.Failure.Dialog).ToBeHiddenAsync();
        hosting.ChecksAsked.Should().Be(2);
        await page.Keyboard.PressAsync("Escape");
        await Expect(hosting.CheckButton).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Evidence_ByKey_Unfolds()
    {
        var page = await PageAsync();
        await CheckAnswer.Responding.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.PressAsync("Enter");
        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();

        await hosting.Success.EvidenceSummary.PressAsync("Enter");

        await Expect(hosting.Success.Evidence.First).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task MoreInfo_ClickedBeside_Closes()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.MoreInfoButton.ClickAsync();
        await hosting.MoreInfo.Locator("p").First.ClickAsync();
        await Expect(hosting.MoreInfo).ToBeVisibleAsync();

        await hosting.Page.Mouse.ClickAsync(5, 5);

        await Expect(hosting.MoreInfo).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task SkipLink_ByKeyboard_LeadsPastTheHeader()
    {
        var page = await PageAsync();
        await HostingPage.OpenReadyAsync(page);

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("main")).ToBeFocusedAsync();
    }

    /// <summary>Presses a key often enough to go round, and tells where the focus was each time.</summary>
    private static async Task<List<string>> TabThroughAsync(IPage page, string dialog, string key)
    {
        List<string> stops = [];
        for (var press = 0; press < 12; press++)
        {
            await page.Keyboard.PressAsync(key);
            stops.Add(
                await page.EvaluateAsync<string>(
                    """
                    (dialog) => {
                      const focused = document.activeElement;
                      const isInside = focused === document.body || focused.closest(dialog) !== null;
                      return isInside ? focused.id || focused.tagName : 'outside';
                    }
                    """,
                    dialog
                )
            );
        }

        return stops;
    }
}
