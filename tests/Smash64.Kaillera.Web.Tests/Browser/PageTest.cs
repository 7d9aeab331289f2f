namespace Smash64.Kaillera.Web.Tests.Browser;

/// <summary>
/// A test with a browser. Whatever it is about, it fails too if a page logs an error, breaches its content security policy or
/// asks anything of another origin.
/// </summary>
public abstract class PageTest : IAsyncLifetime
{
    private readonly List<PageWatch> _own = [];
    private readonly List<PageWatch> _shared = [];
    private readonly List<string> _expected = [];

    /// <summary>Skips the test where there is no browser.</summary>
    public async Task InitializeAsync() => await SharedBrowser.GetAsync();

    public async Task DisposeAsync()
    {
        var unexpected = _own.Concat(_shared).SelectMany(watch => watch.Unexpected).ToList();
        foreach (var watch in _own)
        {
            await watch.Page.Context.CloseAsync();
        }

        foreach (var watch in _shared)
        {
            await SharedPages.ReturnAsync(watch);
        }

        unexpected.Should().BeEmpty("a page leaves nothing in the console and stays with its own service");
    }

    /// <summary>
    /// What a window is where nothing else is said: wide, in English, and without motion, which without a graphics card costs
    /// as much as all the rest.
    /// </summary>
    internal static BrowserNewContextOptions Usual(WebSample sample) =>
        new()
        {
            BaseURL = sample.BaseAddress,
            Locale = "en-US",
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = 1280, Height = 900 },
        };

    /// <summary>
    /// Gets a page of the usual kind for <see cref="WebSample.Shared"/>, at a place of it where nothing happens. Another test
    /// may have used its window, so this is not for who installs scripts or a clock: that can't be undone.
    /// </summary>
    private protected async Task<IPage> PageAsync()
    {
        var watch = await SharedPages.TakeAsync();
        _shared.Add(watch);
        _expected.ForEach(watch.Expect);
        return watch.Page;
    }

    /// <summary>Gets an empty page in a window of its own.</summary>
    /// <param name="sample">Whose pages it will show; <see langword="null"/> for <see cref="WebSample.Shared"/>.</param>
    /// <param name="change">Changes the window from the usual one.</param>
    private protected async Task<IPage> NewPageAsync(WebSample? sample = null, Action<BrowserNewContextOptions>? change = null)
    {
        var options = Usual(sample ?? WebSample.Shared);
        change?.Invoke(options);
        var watch = await PageWatch.OpenAsync(options);
        _own.Add(watch);
        _expected.ForEach(watch.Expect);
        return watch.Page;
    }

    /// <summary>Lets pass what the test brings about itself.</summary>
    /// <param name="part">A part of what the console will say.</param>
    private protected void ExpectInConsole(string part)
    {
        _expected.Add(part);
        foreach (var watch in _own.Concat(_shared))
        {
            watch.Expect(part);
        }
    }
}
