using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Design;

public sealed class LayoutTests : PageTest
{
    [SkippableTheory]
    [InlineData("/")]
    [InlineData("/status.html")]
    public async Task Page_AnyWidthAndLanguage_HasNothingToScrollToTheSide(string path)
    {
        var page = await PageAsync();
        foreach (var language in new[] { "en", "es", "fr", "ja", "pt-BR" })
        {
            await page.GotoAsync($"{path}?lang={language}");
            await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
            await Expect(page.Locator("#language option")).ToHaveCountAsync(5);
            foreach (var width in new[] { 320, 360, 390, 412, 600, 768, 929, 1024, 1280, 1920 })
            {
                await page.SetViewportSizeAsync(width, 800);

                (await Overflow.FindAsync(page)).Should().BeEmpty("the window is {0} pixels wide", width);
            }
        }
    }

    [SkippableFact]
    public async Task Page_OnAPhone_CanBeUsedWithAThumb()
    {
        var page = await NewPageAsync(change: options =>
        {
            options.ViewportSize = new() { Width = 390, Height = 844 };
            options.HasTouch = true;
            options.IsMobile = true;
            options.DeviceScaleFactor = 2;
        });
        var hosting = await HostingPage.OpenReadyAsync(page);

        var small = await page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, input, select, nav a, .text-button, .jump, label.switch')]
              .filter((element) => element.checkVisibility() && getComputedStyle(element).opacity !== '0')
              .filter((element) => element.getBoundingClientRect().height < 44)
              .map((element) => `${element.tagName}#${element.id} ${element.getBoundingClientRect().height}`)
            """
        );

        small.Should().BeEmpty("a target for a thumb is 44 pixels high");
        await page.GetByRole(AriaRole.Link, new() { Name = "Port already open? Go to the checker" }).TapAsync();
        await Expect(hosting.Address).ToBeInViewportAsync();
        await hosting.MoreInfoButton.TapAsync();
        await Expect(hosting.MoreInfo).ToBeVisibleAsync();
        await hosting.MoreInfo.GetByRole(AriaRole.Button, new() { Name = "Close" }).TapAsync();
        await Expect(hosting.MoreInfo).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Page_WithoutScripts_ShowsTheInstructions()
    {
        var page = await NewPageAsync(change: options => options.JavaScriptEnabled = false);

        await page.GotoAsync("/");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "How to set it up" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }
}
