using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Checks;

public sealed class InvalidInputTests : PageTest
{
    private const string InvalidToast = "Invalid IP address and/or port.";

    [SkippableFact]
    public async Task Check_InvalidAddress_ShowsTheToastMarksTheFieldAndSendsNothing()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        foreach (
            var (address, because) in new[]
            {
                ("", "it is empty"),
                ("256.1.1.1", "an octet is too large"),
                ("192.168.01.1", "an octet has a leading zero"),
                ("1.2.3", "an octet is missing"),
                ("1.2.3.4.", "something follows"),
                (" 1.2.3.4", "something precedes"),
                ("localhost", "it is a name"),
                ("::1", "it is IPv6"),
                ("3232235777", "it is one number"),
                ("\u0661.\u0662.\u0663.\u0664", "the digits are not ASCII"),
            }
        )
        {
            await hosting.Address.FillAsync(address);
            await Expect(hosting.AddressError).ToBeHiddenAsync();
            await hosting.CheckButton.ClickAsync();

            await ExpectRefusedAsync(hosting, hosting.Address, hosting.AddressError, because);
            await Expect(hosting.PortError).ToBeHiddenAsync();
        }
    }

    [SkippableFact]
    public async Task Check_InvalidPort_ShowsTheToastMarksTheFieldAndSendsNothing()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        foreach (
            var (port, because) in new[]
            {
                ("1024", "it is one too small"),
                ("65535", "the original's field takes it and its rule does not"),
                ("27886.5", "no port has a fraction"),
                ("", "it is empty, which is 0"),
                ("-27886", "it is negative"),
                ("abc", "it is no number"),
                ("27886x", "something follows"),
                ("1e9", "it is too large"),
            }
        )
        {
            await hosting.Port.FillAsync(port);
            await Expect(hosting.PortError).ToBeHiddenAsync();
            await hosting.CheckButton.ClickAsync();

            await ExpectRefusedAsync(hosting, hosting.Port, hosting.PortError, because);
            await Expect(hosting.AddressError).ToBeHiddenAsync();
        }
    }

    [SkippableFact]
    public async Task Check_BothInvalid_MarksBothAndGoesToTheFirst()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.Address.FillAsync("1.2.3");
        await hosting.Port.FillAsync("0");
        await hosting.CheckButton.ClickAsync();

        await ExpectRefusedAsync(hosting, hosting.Address, hosting.AddressError, "it is the first of the wrong ones");
        await Expect(hosting.PortError).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Check_Mended_UnmarksTheFieldAndAsks()
    {
        var page = await PageAsync();
        await CheckAnswer.Responding.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.Port.FillAsync("1024");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Toast).ToBeVisibleAsync();

        await hosting.Port.FillAsync("1025");
        await Expect(hosting.PortError).ToBeHiddenAsync();
        await Expect(hosting.Port).ToHaveAttributeAsync("aria-invalid", "false");
        await Expect(hosting.Port).ToHaveAccessibleDescriptionAsync("");
        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
        await Expect(hosting.Toast).ToBeHiddenAsync();
        hosting.ChecksAsked.Should().Be(1);
    }

    [SkippableFact]
    public async Task Check_PortInAnyFormOfJavaScript_SendsTheNumber()
    {
        var page = await PageAsync();
        await CheckAnswer.Responding.ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);
        foreach (var (text, port) in new[] { ("1025", 1025), ("65534", 65534), (" 27886 ", 27886), ("0x6cee", 27886), ("2.7886e4", 27886) })
        {
            await hosting.Port.FillAsync(text);
            var request = await page.RunAndWaitForRequestAsync(() => hosting.CheckButton.ClickAsync(), HostingPage.Checks);

            request.PostData.Should().Be($$"""{"host":"127.0.0.1","port":{{port}}}""", "the text is {0}", text);
            await hosting.Success.Close.ClickAsync();
        }
    }

    [SkippableFact]
    public async Task Toast_AfterAWhile_GoesByItself()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.Port.FillAsync("1024");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Toast).ToBeVisibleAsync();

        await page.Clock.FastForwardAsync(8_000);

        await Expect(hosting.Toast).ToBeHiddenAsync();
        await Expect(hosting.PortError).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Toast_ItsButtonPressed_GoesAtOnce()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.Port.FillAsync("1024");
        await hosting.CheckButton.ClickAsync();

        await hosting.Toast.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await Expect(hosting.Toast).ToBeHiddenAsync();
    }

    private static async Task ExpectRefusedAsync(HostingPage hosting, ILocator field, ILocator error, string because)
    {
        await Expect(hosting.Toast).ToBeVisibleAsync();
        await Expect(hosting.Toast.GetByRole(AriaRole.Alert)).ToHaveTextAsync(InvalidToast);
        await Expect(field).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(field).ToBeFocusedAsync();
        await Expect(error).ToBeVisibleAsync();
        (await error.TextContentAsync()).Should().NotBeEmpty();
        await Expect(field).ToHaveAccessibleDescriptionAsync(await error.InnerTextAsync());
        await hosting.ExpectIdleAsync();
        hosting.ChecksAsked.Should().Be(0, because);
    }
}
