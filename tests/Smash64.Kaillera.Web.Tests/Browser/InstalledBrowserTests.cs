namespace Smash64.Kaillera.Web.Tests.Browser;

public sealed class InstalledBrowserTests
{
    private static readonly char Separator = Path.PathSeparator;

    [Fact]
    public void Find_NamedByTheVariable_TakesThatOneBeforeAllOthers()
    {
        var browser = Find([(InstalledBrowser.Variable, "/opt/mine")], ["/opt/mine", Path.Combine("/usr/bin", "chromium")]);

        browser.Path.Should().Be("/opt/mine");
    }

    [Fact]
    public void Find_NamedByTheVariableButAbsent_TakesNoOtherAndSaysWhy()
    {
        var browser = Find([(InstalledBrowser.Variable, "/opt/mine")], [Path.Combine("/usr/bin", "chromium")]);

        browser.Path.Should().BeNull("whoever names one means that one");
        browser.Reason.Should().Contain("SMASH64_BROWSER names /opt/mine");
    }

    [Theory]
    [InlineData("chromium-headless-shell")]
    [InlineData("chromium")]
    [InlineData("chromium-browser")]
    [InlineData("google-chrome")]
    [InlineData("google-chrome-stable")]
    [InlineData("msedge")]
    [InlineData("microsoft-edge")]
    [InlineData("chrome.exe")]
    public void Find_OnThePath_FindsEachByName(string name)
    {
        var program = Path.Combine("/opt/bin", name);

        Find([], [program]).Path.Should().Be(program);
    }

    [Fact]
    public void Find_SeveralOnThePath_PrefersChromium()
    {
        var chromium = Path.Combine("/opt/bin", "chromium");

        Find([], [Path.Combine("/usr/bin", "microsoft-edge"), chromium]).Path.Should().Be(chromium);
    }

    [Theory]
    [InlineData("ProgramFiles", "Google/Chrome/Application/chrome.exe")]
    [InlineData("ProgramFiles(x86)", "Microsoft/Edge/Application/msedge.exe")]
    [InlineData("LocalAppData", "Chromium/Application/chrome.exe")]
    public void Find_InAUsualPlaceOfWindows_FindsIt(string variable, string path)
    {
        var program = Path.Combine("C:/Programs", path);

        Find([(variable, "C:/Programs")], [program]).Path.Should().Be(program);
    }

    [Theory]
    [InlineData("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")]
    [InlineData("/Users/ness/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge")]
    public void Find_InAUsualPlaceOfMacOS_FindsIt(string program)
    {
        Find([("HOME", "/Users/ness")], [program]).Path.Should().Be(program);
    }

    [Fact]
    public void Find_Nowhere_SaysWhatWasLookedForAndHowToNameOne()
    {
        var browser = Find([], []);

        browser.Path.Should().BeNull();
        browser.Reason.Should().ContainAll("Chromium", "Chrome", "Edge", "SMASH64_BROWSER");
    }

    private static InstalledBrowser Find((string Name, string Value)[] variables, string[] files)
    {
        var environment = variables.Append(("PATH", $"/usr/bin{Separator}/opt/bin")).ToDictionary(StringComparer.Ordinal);
        return InstalledBrowser.Find(environment.GetValueOrDefault, files.Contains);
    }
}
