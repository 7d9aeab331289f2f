using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Checks;

/// <summary>What the original left undone: a failed request is told, can be tried again, and never leaves the spinner turning.</summary>
public sealed class ServiceFailureTests : PageTest
{
    private const string Unreachable = "The checker can't be reached.";

    private const string Running =
        """
        {"id":"x","state":"running","target":{"address":"127.0.0.1","port":27886,"isSelf":true},
         "vantage":{"name":"us-east-1","place":"Northern Virginia"},"isShared":false,"result":null,"links":{}}
        """;

    [SkippableFact]
    public async Task Check_ServiceDown_SaysSoAndWorksAgainOnceItIsBack()
    {
        var sample = WebSample.Start();
        var port = new Uri(sample.BaseAddress).Port;
        var hosting = await HostingPage.OpenReadyAsync(await NewPageAsync(sample));
        await sample.DisposeAsync();
        ExpectInConsole("ERR_CONNECTION_REFUSED");
        await hosting.CheckAsync(UdpPort.FindClosed().Port);
        await ExpectProblemAsync(hosting, Unreachable);

        await hosting.Retry.ClickAsync();
        await ExpectProblemAsync(hosting, Unreachable);

        await using var back = WebSample.Start(port: port);
        await hosting.Retry.ClickAsync();

        await Expect(hosting.Failure.Dialog).ToHaveAttributeAsync("data-verdict", "port-closed");
        await Expect(hosting.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Load_ServiceDown_SaysSoAndFillsInTheAddressOnceItIsBack()
    {
        var page = await PageAsync();
        await page.RouteAsync("**/kaillera/**", route => route.AbortAsync());
        ExpectInConsole("ERR_FAILED");
        var hosting = new HostingPage(page);
        await page.GotoAsync("/");
        await ExpectProblemAsync(hosting, Unreachable);
        await Expect(hosting.GetIPLink).ToBeVisibleAsync();

        await page.UnrouteAllAsync();
        await hosting.Retry.ClickAsync();

        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");
        await Expect(hosting.Problem).ToBeHiddenAsync();
        await Expect(hosting.Refresh).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Check_ServiceSilent_GivesUpAfterFifteenSeconds()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(HostingPage.Checks, asked.SetResult);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await asked.Task;
        await page.Clock.FastForwardAsync(7_000); // the clock runs on meanwhile, and machines are slow
        await hosting.ExpectBusyAsync();

        await page.Clock.FastForwardAsync(8_000);

        await ExpectProblemAsync(hosting, "The service took longer than 15 seconds");
    }

    [SkippableFact]
    public async Task Cancel_ServiceSilent_EndsTheWaiting()
    {
        var page = await PageAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(HostingPage.Checks, asked.SetResult);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await asked.Task;

        await hosting.Cancel.ClickAsync();

        await hosting.ExpectIdleAsync();
        await Expect(hosting.Progress).ToHaveTextAsync("Cancelled.");
        await Expect(hosting.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Check_ServiceStopsInBetween_SaysThatItCannotBeReached()
    {
        var page = await PageAsync();
        await page.RouteAsync(HostingPage.Checks, route => route.FulfillAsync(new() { Status = 202, ContentType = "application/json", Body = Running }));
        await page.RouteAsync("**/v1/checks/x", route => route.AbortAsync());
        await page.RouteAsync("**/v1/checks/x/events", route => route.AbortAsync());
        ExpectInConsole("ERR_FAILED");
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await ExpectProblemAsync(hosting, Unreachable);
    }

    [SkippableFact]
    public async Task Check_ServiceGivesItUp_SaysSo()
    {
        const string Failed = """event: failed\ndata: {"status":503,"code":"took-too-long","detail":"Given up.","title":"Given up"}\n\n""";
        var page = await PageAsync();
        await page.RouteAsync(HostingPage.Checks, route => route.FulfillAsync(new() { Status = 202, ContentType = "application/json", Body = Running }));
        await page.RouteAsync(
            "**/v1/checks/x/events",
            route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = Failed.Replace("\\n", "\n", StringComparison.Ordinal) })
        );
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await ExpectProblemAsync(hosting, "The check took too long, so the service stopped it.");
    }

    [SkippableFact]
    public async Task Check_OddAnswer_SaysWhatIsWrongInPlainWords()
    {
        (int Status, string Type, string Body, string Text)[] answers =
            [
                (200, "text/html", "<p>Log in to the hotel's network</p>", "something this page doesn't understand"),
                (200, "application/json", "null", "something this page doesn't understand"),
                (404, "text/html", "", "There is no checker service at this address"),
                (418, "text/plain", "", "Something went wrong at the service (status 418)."),
                (500, "text/html", "<h1>Oh</h1>", "Something broke inside the service."),
                (502, "text/html", "<h1>nginx</h1>", "The service isn't running at the moment."),
                (503, "application/problem+json", """{"status":503,"code":"at-capacity","detail":"Full."}""", "The service has its hands full."),
                (503, "application/problem+json", """{"status":503,"code":"asleep","detail":"It sleeps."}""", "It sleeps."),
            ];
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);
        ExpectInConsole("Failed to load resource");
        foreach (var (status, type, body, text) in answers)
        {
            await page.UnrouteAllAsync();
            await page.RouteAsync(HostingPage.Checks, route => route.FulfillAsync(new() { Status = status, ContentType = type, Body = body }));

            await hosting.CheckButton.ClickAsync();

            await ExpectProblemAsync(hosting, text);
        }
    }

    private static async Task ExpectProblemAsync(HostingPage hosting, string text)
    {
        await Expect(hosting.Problem).ToBeVisibleAsync();
        await Expect(hosting.Problem.GetByRole(AriaRole.Alert)).ToContainTextAsync(text);
        await Expect(hosting.Retry).ToBeVisibleAsync();
        await hosting.ExpectIdleAsync();
    }
}
