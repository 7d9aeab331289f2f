using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>The states of the hosting page but its results, looked at.</summary>
public sealed class HostingStateTests : PageTest
{
    [SkippableFact]
    public async Task Start_LookedAt_IsWithoutFault()
    {
        var page = await PageAsync();
        await HostingPage.OpenReadyAsync(page);
        await Expect(page.Locator("#practice-host")).ToBeVisibleAsync();

        await Look.AtAsync(page, "hosting-start");
    }

    [SkippableFact]
    public async Task Start_InSpanish_IsWithoutFault()
    {
        var page = await PageAsync();
        await HostingPage.OpenReadyAsync(page, "?lang=es");
        await Expect(page.Locator("#practice-host")).ToBeVisibleAsync();

        await Look.AtAsync(page, "hosting-start-es");
    }

    [SkippableFact]
    public async Task Start_AddressUnknown_IsWithoutFault()
    {
        var page = await PageAsync();
        await page.RouteAsync(HostingPage.GetIP, route => route.FulfillAsync(new() { Body = "Unable to retrieve IP" }));
        var hosting = await HostingPage.OpenAsync(page);
        await Expect(hosting.GetIPLink).ToBeVisibleAsync();

        await Look.AtAsync(page, "hosting-address-unknown");
    }

    [SkippableFact]
    public async Task Input_Invalid_IsWithoutFault()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.Address.FillAsync("256.1.1.1");
        await hosting.Port.FillAsync("65535");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Toast).ToBeVisibleAsync();
        await hosting.Toast.HoverAsync(); // or it would be gone before everybody has looked

        await Look.AtAsync(hosting.Page, "hosting-invalid");
    }

    [SkippableFact]
    public async Task Check_UnderWay_IsWithoutFault()
    {
        var page = await PageAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(HostingPage.Checks, asked.SetResult);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await hosting.ExpectBusyAsync();

        await Look.AtAsync(page, "hosting-checking");
    }

    [SkippableFact]
    public async Task Check_Cancelled_IsWithoutFault()
    {
        var page = await PageAsync();
        await page.RouteAsync(HostingPage.Checks, _ => { });
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await hosting.Cancel.ClickAsync();
        await Expect(hosting.Progress).ToHaveTextAsync("Cancelled.");

        await Look.AtAsync(page, "hosting-cancelled");
    }

    [SkippableFact]
    public async Task Service_Down_IsWithoutFault()
    {
        var page = await PageAsync();
        ExpectInConsole("ERR_FAILED");
        await page.RouteAsync(HostingPage.Checks, route => route.AbortAsync());
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Problem).ToBeVisibleAsync();

        await Look.AtAsync(page, "hosting-service-down");
    }

    [SkippableFact]
    public async Task Service_WantsAPause_IsWithoutFault()
    {
        const string Body = """{"status":429,"code":"too-many-checks","retryAfter":42}""";
        var page = await PageAsync();
        ExpectInConsole("status of 429");
        await page.RouteAsync(HostingPage.Checks, route => route.FulfillAsync(new() { Status = 429, ContentType = "application/problem+json", Body = Body }));
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Retry).ToHaveAttributeAsync("aria-disabled", "true");

        await Look.AtAsync(page, "hosting-limited");
    }

    [SkippableFact]
    public async Task Address_Refused_IsWithoutFault()
    {
        const string Body = """{"status":403,"code":"target-refused","scope":"carrier-grade-nat"}""";
        var page = await PageAsync();
        ExpectInConsole("status of 403");
        await page.RouteAsync(HostingPage.Checks, route => route.FulfillAsync(new() { Status = 403, ContentType = "application/problem+json", Body = Body }));
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Problem).ToBeVisibleAsync();

        await Look.AtAsync(page, "hosting-refused");
    }

    [SkippableFact]
    public async Task Codes_NotLookedUpHere_IsWithoutFault()
    {
        const string Body = """{"status":400,"code":"no-codes"}""";
        var page = await PageAsync();
        ExpectInConsole("status of 400");
        await page.RouteAsync(HostingPage.Checks, route => route.FulfillAsync(new() { Status = 400, ContentType = "application/problem+json", Body = Body }));
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckAsync("PIKA@555");
        await Expect(hosting.Problem).ToBeVisibleAsync();

        await Look.AtAsync(page, "hosting-no-codes");
    }

    [SkippableFact]
    public async Task PracticeHost_WithACode_IsWithoutFault()
    {
        var page = await PageAsync();
        await page.RouteAsync(
            "**/practice-host",
            route =>
                route.FulfillAsync(
                    new() { ContentType = "application/json", Body = """{"isRunning":true,"address":"127.0.0.1","port":27886,"code":"QCLCMW"}""" }
                )
        );
        var hosting = await HostingPage.OpenReadyAsync(page);
        await Expect(hosting.PracticeCode).ToBeVisibleAsync();

        await Look.AtAsync(page, "hosting-practice-code");
    }

    [SkippableFact]
    public async Task PracticeHost_Running_IsWithoutFault()
    {
        var page = await PageAsync();
        await page.RouteAsync(
            "**/practice-host",
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"isRunning":true,"address":"127.0.0.1","port":27886}""" })
        );
        var hosting = await HostingPage.OpenReadyAsync(page);
        await Expect(hosting.PracticeButton).ToHaveTextAsync("Stop the practice host");

        await Look.AtAsync(page, "hosting-practice");
    }

    [SkippableFact]
    public async Task Addresses_Hidden_IsWithoutFault()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.HideIPLabel.ClickAsync();

        await Look.AtAsync(hosting.Page, "hosting-hidden");
    }
}
