using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Preferences;

public sealed class LanguageTests : PageTest
{
    private const string English = "Can your opponent reach your game?";
    private const string Spanish = "¿Tu rival puede llegar a tu partida?";

    [SkippableFact]
    public async Task Language_Chosen_ChangesThePageAndIsKept()
    {
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);
        await ExpectLanguageAsync(page, "en", English);

        await hosting.Language.SelectOptionAsync("es");

        await ExpectLanguageAsync(page, "es", Spanish);
        await Expect(page).ToHaveTitleAsync("Hostear P2P · Smash 64");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Volver a consultar mi dirección" })).ToBeVisibleAsync();
        await page.ReloadAsync();
        await ExpectLanguageAsync(page, "es", Spanish);
        await page.GotoAsync("/status.html");
        await ExpectLanguageAsync(page, "es", "Estado de servidores");
    }

    [SkippableTheory]
    [InlineData("es-MX", "es", Spanish)]
    [InlineData("fr-CA", "fr", "Ton adversaire peut-il atteindre ta partie ?")]
    [InlineData("ja-JP", "ja", "対戦相手はあなたのゲームに届きますか？")]
    [InlineData("pt-BR", "pt-BR", "Seu adversário consegue chegar à sua partida?")]
    [InlineData("pt-PT", "pt-BR", "Seu adversário consegue chegar à sua partida?")]
    [InlineData("de-DE", "en", English)]
    public async Task FirstLoad_BrowserWishesALanguage_TakesItWhereThereIsOne(string locale, string code, string heading)
    {
        var page = await NewPageAsync(change: options => options.Locale = locale);

        await HostingPage.OpenReadyAsync(page);

        await ExpectLanguageAsync(page, code, heading);
    }

    [SkippableFact]
    public async Task Load_LanguageInTheAddress_WinsOverTheKeptOneUntilAnotherIsChosen()
    {
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.Language.SelectOptionAsync("en");

        await HostingPage.OpenReadyAsync(page, "?lang=es");
        await ExpectLanguageAsync(page, "es", Spanish);

        await hosting.Language.SelectOptionAsync("en");
        await ExpectLanguageAsync(page, "en", English);
        page.Url.Should().NotContain("lang=");
        await page.ReloadAsync();
        await ExpectLanguageAsync(page, "en", English);
    }

    [SkippableFact]
    public async Task Load_UnknownLanguageInTheAddress_IsIgnored()
    {
        var page = await PageAsync();

        await HostingPage.OpenReadyAsync(page, "?lang=xx");

        await ExpectLanguageAsync(page, "en", English);
    }

    [SkippableFact]
    public async Task Result_InSpanish_IsSpanishThroughout()
    {
        var page = await PageAsync();
        await (CheckAnswer.NoResponse with { Text = "English from the service" }).ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page, "?lang=es");

        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Failure.Title).ToHaveTextAsync("El P2P no responde");
        await Expect(hosting.Failure.Reason).ToContainTextAsync("No llegó ninguna respuesta.");
        await Expect(hosting.Failure.Steps.First).ToContainTextAsync("Primero hostea");
        await Expect(hosting.Failure.Dialog).Not.ToContainTextAsync("English from the service");
        await Expect(hosting.Failure.Evidence.First).ToContainTextAsync("2.5 s");
    }

    [SkippableFact]
    public async Task Language_ChangedWhileAnErrorIsShown_TranslatesTheError()
    {
        var page = await PageAsync();
        ExpectInConsole("ERR_FAILED");
        await page.RouteAsync(HostingPage.Checks, route => route.AbortAsync());
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Problem).ToContainTextAsync("The checker can't be reached.");

        await hosting.Language.SelectOptionAsync("es");

        await Expect(hosting.Problem).ToContainTextAsync("No se puede llegar al verificador.");
        await Expect(hosting.Retry).ToHaveTextAsync("Reintentar");
    }

    [SkippableFact]
    public async Task Toast_InSpanish_IsSpanish()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync(), "?lang=es");
        await hosting.Port.FillAsync("65535");

        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Toast).ToContainTextAsync("Dirección IP y/o puerto no válidos.");
    }

    [SkippableFact]
    public async Task Load_TranslationMissing_FallsBackToEnglish()
    {
        var page = await PageAsync();
        ExpectInConsole("status of 404");
        await page.RouteAsync("**/i18n/es.json", route => route.FulfillAsync(new() { Status = 404 }));

        var hosting = await HostingPage.OpenReadyAsync(page, "?lang=es");

        await ExpectLanguageAsync(page, "en", English);
        await Expect(hosting.Language).ToHaveValueAsync("en");
    }

    private static async Task ExpectLanguageAsync(IPage page, string code, string heading)
    {
        await Expect(page.Locator("h1")).ToHaveTextAsync(heading);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", code);
        await Expect(page.Locator("#language")).ToHaveValueAsync(code);
    }
}
