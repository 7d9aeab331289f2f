using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>Both pages in the languages that no other test looks at.</summary>
public sealed class LanguageStateTests : PageTest
{
    [SkippableTheory]
    [InlineData("fr")]
    [InlineData("ja")]
    [InlineData("pt-BR")]
    public async Task Pages_EachLanguage_LookRight(string language)
    {
        var page = await PageAsync();

        var hosting = await HostingPage.OpenReadyAsync(page, $"?lang={language}");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await CheckAnswer.NoResponse.ServeAsync(page);
        await Look.AtAsync(page, $"hosting-{language}");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
        await Look.AtAsync(page, $"result-no-response-{language}");

        await page.GotoAsync($"/status.html?lang={language}");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", language);
        await Look.AtAsync(page, $"status-{language}");
    }

    [SkippableTheory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("fr")]
    [InlineData("ja")]
    [InlineData("pt-BR")]
    public async Task Code_EachLanguage_LooksRight(string language)
    {
        var page = await PageAsync();
        await CheckAnswer.NotReachable.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page, $"?lang={language}");

        await hosting.Address.FillAsync("0123456789abcdef");
        await Expect(hosting.PortNote).Not.ToHaveTextAsync("");
        await Look.AtAsync(page, $"hosting-code-{language}");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
        await Look.AtAsync(page, $"result-code-{language}");
    }
}
