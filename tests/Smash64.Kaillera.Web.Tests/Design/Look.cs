namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>
/// Looks at one state of a page in both widths and both themes, with axe and a ruler. Pictures for people take as long again, so
/// they are taken where <see cref="PicturesVariable"/> is 1.
/// </summary>
internal static class Look
{
    private const string PicturesVariable = "SMASH64_PICTURES";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Smash64.Kaillera.Web.Tests", "screenshots");
    private static readonly (int Width, int Height)[] Sizes = [(1280, 900), (390, 844)];
    private static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable(PicturesVariable) == "1";

    /// <summary>Demands that nothing is wrong.</summary>
    /// <param name="page">The page, in that state.</param>
    /// <param name="state">Names the pictures.</param>
    public static async Task AtAsync(IPage page, string state)
    {
        List<string> faults = [];
        foreach (var (width, height) in Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            faults.AddRange((await Overflow.FindAsync(page)).Select(fault => $"{width}: {fault}"));
            foreach (var theme in Themes)
            {
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                var name = $"{state}-{width}-{(theme == ColorScheme.Dark ? "dark" : "light")}";
                if (TakesPictures)
                {
                    var isDialog = await page.Locator("dialog[open]").CountAsync() > 0;
                    await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = !isDialog });
                }

                var violations = await Axe.FindViolationsAsync(page, onlyColors: theme != Themes[0]); // the rest is the same
                faults.AddRange(violations.Select(fault => $"{name}: {fault}"));
            }
        }

        faults.Should().BeEmpty("axe finds no violation, and nothing sticks out to the side");
    }
}
