using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Results;

/// <summary>In one class because the tests of a class follow each other, and there is one clipboard.</summary>
public sealed class CopyTests : PageTest
{
    private static readonly string[] Clipboard = ["clipboard-read", "clipboard-write"];

    [SkippableFact]
    public async Task Copy_Pressed_PutsTheAddressWithItsPortOnTheClipboard()
    {
        var page = await PageAsync();
        await page.Context.GrantPermissionsAsync(Clipboard);
        var hosting = await OpenResultAsync(page);

        await hosting.CopyAddress.ClickAsync();

        await Expect(hosting.Copied).ToHaveTextAsync("Copied.");
        (await ReadClipboardAsync(page)).Should().Be("198.51.100.23:27886");
        await Expect(hosting.CopyAddress).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Copy_AddressesHidden_StillCopiesTheRealOne()
    {
        var page = await PageAsync();
        await page.Context.GrantPermissionsAsync(Clipboard);
        await page.EvaluateAsync("localStorage.setItem('p2p-hide-ip', 'on')");
        var hosting = await OpenResultAsync(page);
        await Expect(hosting.Success.EndPoint).ToHaveTextAsync("•••.•••.•••.•••:27886");

        await hosting.CopyAddress.ClickAsync();

        await Expect(hosting.Copied).ToHaveTextAsync("Copied.");
        (await ReadClipboardAsync(page)).Should().Be("198.51.100.23:27886");
    }

    [SkippableFact]
    public async Task Copy_NoSecureContext_CopiesTheOldWay()
    {
        var page = await NewPageAsync();
        await page.AddInitScriptAsync("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
        var hosting = await OpenResultAsync(page);

        await hosting.CopyAddress.ClickAsync();

        await Expect(hosting.Copied).ToHaveTextAsync("Copied.");
        await Expect(hosting.CopyAddress).ToBeFocusedAsync();
        await hosting.Success.Close.ClickAsync();
        await Expect(hosting.CheckButton).ToBeFocusedAsync(); // the dialog gives the focus back before anything else takes it
        await hosting.Port.FillAsync("");
        await hosting.Port.PressAsync("Control+V");
        await Expect(hosting.Port).ToHaveValueAsync("198.51.100.23:27886");
    }

    [SkippableFact]
    public async Task Copy_ForbiddenAltogether_SaysSo()
    {
        var page = await NewPageAsync();
        await page.AddInitScriptAsync(
            "Object.defineProperty(navigator, 'clipboard', { value: undefined }); Document.prototype.execCommand = () => false;"
        );
        var hosting = await OpenResultAsync(page);

        await hosting.CopyAddress.ClickAsync();

        await Expect(hosting.Copied).ToContainTextAsync("Copying didn't work in this browser.");
    }

    [SkippableFact]
    public async Task CopyDoctor_Pressed_PutsTheLineOfThatSystemOnTheClipboard()
    {
        var page = await PageAsync();
        await page.Context.GrantPermissionsAsync(Clipboard);
        using var closed = new ClosedPort();
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckAsync(closed.Port);
        var service = new Uri(new Uri(page.Url), "kaillera");

        await hosting.Failure.DoctorCopies.First.ClickAsync();

        await Expect(hosting.Failure.Doctor).ToContainTextAsync("Copied.");
        (await ReadClipboardAsync(page)).Should().Be($@".\kaillera.exe doctor --port {closed.Port} --via {service}");
        await Expect(hosting.Failure.DoctorCopies.First).ToBeFocusedAsync();
    }

    private static async Task<HostingPage> OpenResultAsync(IPage page)
    {
        await CheckAnswer.Responding.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
        return hosting;
    }

    private static Task<string> ReadClipboardAsync(IPage page) => page.EvaluateAsync<string>("navigator.clipboard.readText()");
}
