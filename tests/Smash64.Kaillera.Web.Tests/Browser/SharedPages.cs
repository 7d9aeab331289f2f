using System.Collections.Concurrent;

namespace Smash64.Kaillera.Web.Tests.Browser;

/// <summary>
/// Windows that tests hand on to each other, because to open one takes longer than most tests. What a test leaves behind is
/// cleared: routes, storage, permissions, the size, the emulated preferences, and the page.
/// </summary>
internal static class SharedPages
{
    private static readonly ConcurrentBag<PageWatch> Idle = [];

    public static async Task<PageWatch> TakeAsync()
    {
        if (Idle.TryTake(out var used))
        {
            return used;
        }

        var opened = await PageWatch.OpenAsync(PageTest.Usual(WebSample.Shared));
        await opened.ForgetAsync();
        return opened;
    }

    public static async Task ReturnAsync(PageWatch used)
    {
        var usual = PageTest.Usual(WebSample.Shared).ViewportSize!;
        await used.Page.UnrouteAllAsync();
        await used.Page.SetViewportSizeAsync(usual.Width, usual.Height);
        await used.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        await used.Page.Context.ClearPermissionsAsync();
        await used.ForgetAsync();
        Idle.Add(used);
    }
}
