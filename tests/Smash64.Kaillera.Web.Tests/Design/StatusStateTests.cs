using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Design;

/// <summary>The states of the Server status page, looked at.</summary>
public sealed class StatusStateTests : PageTest
{
    [SkippableFact]
    public async Task Start_LookedAt_IsWithoutFault()
    {
        var page = await PageAsync();
        await StatusPage.OpenAsync(page);
        await Expect(page.Locator("#language option")).ToHaveCountAsync(5);

        await Look.AtAsync(page, "status-start");
    }

    [SkippableFact]
    public async Task Server_Up_IsWithoutFault()
    {
        var status = await OpenAnsweredAsync("""{"message":"42ms","success":true}""");
        await Expect(status.Result).ToHaveAttributeAsync("data-state", "online");

        await Look.AtAsync(status.Page, "status-online");
    }

    [SkippableFact]
    public async Task Server_Down_IsWithoutFault()
    {
        var status = await OpenAnsweredAsync("""{"message":"Unable to connect","success":false}""");
        await Expect(status.Result).ToHaveAttributeAsync("data-state", "offline");

        await Look.AtAsync(status.Page, "status-offline");
    }

    [SkippableFact]
    public async Task Server_DownInSpanishWithALongName_IsWithoutFault()
    {
        var name = string.Join('.', Enumerable.Repeat("kaillera-server-of-friends", 4)) + ".example";
        var status = await OpenAnsweredAsync("""{"message":"Unable to connect","success":false}""", name, "?lang=es");
        await Expect(status.Result).ToHaveAttributeAsync("data-state", "offline");

        await Look.AtAsync(status.Page, "status-offline-es");
    }

    [SkippableFact]
    public async Task Server_BeingAsked_IsWithoutFault()
    {
        var page = await PageAsync();
        await page.RouteAsync(StatusPage.ServerChecks, _ => { });
        var status = await StatusPage.OpenAsync(page);
        await status.CheckAsync("203.0.113.7", 27888);
        await Expect(status.Cancel).ToBeVisibleAsync();

        await Look.AtAsync(page, "status-asking");
    }

    [SkippableFact]
    public async Task Service_Down_IsWithoutFault()
    {
        var page = await PageAsync();
        ExpectInConsole("ERR_FAILED");
        await page.RouteAsync(StatusPage.ServerChecks, route => route.AbortAsync());
        var status = await StatusPage.OpenAsync(page);
        await status.CheckAsync("203.0.113.7", 27888);
        await Expect(status.Problem).ToBeVisibleAsync();

        await Look.AtAsync(page, "status-service-down");
    }

    [SkippableFact]
    public async Task Input_Invalid_IsWithoutFault()
    {
        var status = await StatusPage.OpenAsync(await PageAsync());
        await status.CheckAsync("", 0);
        await Expect(status.Toast).ToBeVisibleAsync();
        await status.Toast.HoverAsync();

        await Look.AtAsync(status.Page, "status-invalid");
    }

    private async Task<StatusPage> OpenAnsweredAsync(string body, string host = "203.0.113.7", string query = "")
    {
        var page = await PageAsync();
        await page.RouteAsync(StatusPage.ServerChecks, route => route.FulfillAsync(new() { ContentType = "application/json", Body = body }));
        var status = await StatusPage.OpenAsync(page, query);
        await status.CheckAsync(host, 27888);
        return status;
    }
}
