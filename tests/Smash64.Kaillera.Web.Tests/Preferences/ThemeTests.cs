using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Preferences;

public sealed class ThemeTests : PageTest
{
    [SkippableFact]
    public async Task Theme_Auto_FollowsTheSystem()
    {
        var page = await PageAsync();
        await HostingPage.OpenReadyAsync(page);

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var light = await ColorsAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var dark = await ColorsAsync(page);

        dark.Should().NotBe(light);
    }

    [SkippableTheory]
    [InlineData("light", ColorScheme.Light, ColorScheme.Dark)]
    [InlineData("dark", ColorScheme.Dark, ColorScheme.Light)]
    public async Task Theme_Chosen_LooksAsTheSystemsWouldAndIsKept(string theme, ColorScheme same, ColorScheme other)
    {
        var page = await PageAsync();
        await page.EmulateMediaAsync(new() { ColorScheme = same });
        var hosting = await HostingPage.OpenReadyAsync(page);
        var wanted = await ColorsAsync(page);
        await page.EmulateMediaAsync(new() { ColorScheme = other });

        await hosting.Theme.SelectOptionAsync(theme);

        (await ColorsAsync(page)).Should().Be(wanted);
        await page.ReloadAsync();
        await Expect(hosting.Theme).ToHaveValueAsync(theme);
        (await ColorsAsync(page)).Should().Be(wanted);

        await hosting.Theme.SelectOptionAsync("auto");
        (await ColorsAsync(page)).Should().NotBe(wanted);
    }

    /// <summary>Gets every colour that the style sheets name, and the scheme that fields and scroll bars follow.</summary>
    private static Task<string> ColorsAsync(IPage page) =>
        page.EvaluateAsync<string>(
            """
            () => {
              const names = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText === ':root')
                .flatMap((rule) => [...rule.style]).filter((name) => name.startsWith('--'));
              const style = getComputedStyle(document.documentElement);
              const scheme = style.colorScheme === 'light dark' ? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light') : style.colorScheme;
              return [scheme, ...names.map((name) => `${name}: ${style.getPropertyValue(name)}`)].join('\n');
            }
            """
        );
}
