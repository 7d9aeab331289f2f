namespace Smash64.Kaillera.Web.Tests.Browser;

/// <summary>
/// One browser for the whole run; each test has a context of its own in it. The driver that started it, which the Playwright
/// package brings along, ends it with the test process.
/// </summary>
internal static class SharedBrowser
{
    private static readonly Lazy<Task<IBrowser>> Launched = new(LaunchAsync);

    // Nothing but this machine can be reached, whatever a page asks for, and nothing is fetched behind the tests' back.
    private static readonly string[] Arguments =
        [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ];

    public static Task<IBrowser> GetAsync() => Launched.Value;

    private static async Task<IBrowser> LaunchAsync()
    {
        var path = InstalledBrowser.Here.Require();
        Assertions.SetDefaultExpectTimeout(15_000);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = path, Headless = true, Args = Arguments });
    }
}
