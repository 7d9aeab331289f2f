using System.Collections.Concurrent;

namespace Smash64.Kaillera.Web.Tests.Browser;

/// <summary>
/// Writes down what no page may do: errors in the console, uncaught ones, breaches of the content security policy, and
/// requests to anywhere but the sample.
/// </summary>
internal sealed class PageWatch
{
    private const string ReportBreaches =
        "addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`))";

    // Nothing happens there, but there is storage; and a window that stays with one origin keeps its process.
    private const string QuietPlace = "/favicon.svg";

    // Where a picture is the whole document, a browser asks for the picture of all sites' old custom too.
    private const string OldIcon = "/favicon.ico";

    private readonly ConcurrentQueue<string> _seen = [];
    private readonly ConcurrentQueue<string> _expected = [];

    private PageWatch(IPage page) => Page = page;

    public IPage Page { get; }

    /// <summary>Gets what happened and was not expected.</summary>
    public IEnumerable<string> Unexpected =>
        _seen.Where(seen => !_expected.Append(OldIcon).Any(expected => seen.Contains(expected, StringComparison.Ordinal)));

    /// <summary>Opens an empty page in a context of its own.</summary>
    public static async Task<PageWatch> OpenAsync(BrowserNewContextOptions options)
    {
        var browser = await SharedBrowser.GetAsync();
        var context = await browser.NewContextAsync(options);
        var watch = new PageWatch(await context.NewPageAsync());
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                watch._seen.Enqueue($"{message.Type} in the console: {message.Text} ({message.Location})");
            }
        };
        context.WebError += (_, error) => watch._seen.Enqueue($"uncaught: {error.Error}");
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(options.BaseURL!, StringComparison.Ordinal))
            {
                watch._seen.Enqueue($"request to {request.Url}");
            }
        };
        await context.AddInitScriptAsync(ReportBreaches);
        return watch;
    }

    /// <summary>Lets pass what the test brings about itself: a browser reports each answer from 400 on in its console.</summary>
    public void Expect(string part) => _expected.Enqueue(part);

    /// <summary>Goes to a place of the sample where nothing happens, and forgets all.</summary>
    public async Task ForgetAsync()
    {
        await Page.GotoAsync(QuietPlace);
        await Page.EvaluateAsync("() => { localStorage.clear(); sessionStorage.clear(); }");
        _seen.Clear();
        _expected.Clear();
    }
}
