using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Status;

public sealed partial class StatusPageTests : PageTest
{
    [SkippableFact]
    public async Task Check_ServerUp_ShowsHowFastItAnswers()
    {
        await using var server = UdpProgram.Doorway();
        var status = await StatusPage.OpenAsync(await PageAsync());

        await status.CheckAsync("127.0.0.1", server.Port);

        await Expect(status.Result).ToHaveAttributeAsync("data-state", "online");
        await Expect(status.Result.Locator(".headline")).ToHaveTextAsync(OnlineWithTime());
        await Expect(status.Result).ToContainTextAsync($"127.0.0.1:{server.Port}");
        await Expect(status.Result).ToContainTextAsync("measured from this computer (self-hosted)");
        await status.ExpectIdleAsync();
        server.Received.Count.Should().BePositive();
    }

    [SkippableFact]
    public async Task Check_ServerDown_SaysThatNothingAnswers()
    {
        var status = await StatusPage.OpenAsync(await PageAsync());

        await status.CheckAsync("127.0.0.1", UdpPort.FindClosed().Port);

        await Expect(status.Result).ToHaveAttributeAsync("data-state", "offline");
        await Expect(status.Result).ToContainTextAsync("No answer");
        await Expect(status.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Check_SeveralInTurn_ListsTheNewestFirst()
    {
        await using var server = UdpProgram.Doorway();
        var status = await StatusPage.OpenAsync(await PageAsync());
        await Expect(status.History).ToBeHiddenAsync();

        await status.CheckAsync("127.0.0.1", server.Port);
        await Expect(status.HistoryRows).ToHaveCountAsync(1);
        await status.CheckAsync("127.0.0.1", UdpPort.FindClosed().Port);

        await Expect(status.HistoryRows).ToHaveCountAsync(2);
        await Expect(status.HistoryRows).ToContainTextAsync(["No answer", "Online"]);
    }

    [SkippableFact]
    public async Task Check_AddressRefused_ShowsTheServicesReason()
    {
        var status = await StatusPage.OpenAsync(await NewPageAsync(WebSample.Proxied));
        ExpectInConsole("status of 403");

        await status.CheckAsync("192.168.1.20", 27888);

        await Expect(status.Problem.GetByRole(AriaRole.Alert)).ToContainTextAsync("192.168.1.20");
        await Expect(status.Result).ToBeHiddenAsync();
        await status.ExpectIdleAsync();
    }

    [SkippableFact]
    public async Task Retry_ServiceBack_AsksAgain()
    {
        await using var server = UdpProgram.Doorway();
        var page = await PageAsync();
        await page.RouteAsync(StatusPage.ServerChecks, route => route.AbortAsync());
        ExpectInConsole("ERR_FAILED");
        var status = await StatusPage.OpenAsync(page);
        await status.CheckAsync("127.0.0.1", server.Port);
        await Expect(status.Problem).ToContainTextAsync("The checker can't be reached.");

        await page.UnrouteAllAsync();
        await status.Retry.ClickAsync();

        await Expect(status.Result).ToHaveAttributeAsync("data-state", "online");
        await Expect(status.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Check_InvalidInput_ShowsTheToastAndSendsNothing()
    {
        var status = await StatusPage.OpenAsync(await PageAsync());
        foreach (
            var (host, port, wrong) in new[]
            {
                ("", "27888", status.Host),
                ("two words", "27888", status.Host),
                ("203.0.113.7", "", status.Port),
                ("203.0.113.7", "0", status.Port),
                ("203.0.113.7", "1024", status.Port), // the service asks nobody there
                ("203.0.113.7", "65535", status.Port),
                ("203.0.113.7", "27888.5", status.Port),
            }
        )
        {
            await status.Host.FillAsync(host);
            await status.Port.FillAsync(port);
            await status.CheckButton.ClickAsync();

            await Expect(status.Toast).ToContainTextAsync("Invalid server address and/or port.");
            await Expect(wrong).ToHaveAttributeAsync("aria-invalid", "true");
            await Expect(wrong).ToBeFocusedAsync();
        }

        status.ChecksAsked.Should().Be(0);
    }

    [SkippableFact]
    public async Task Check_Name_IsToldThatTheServiceTakesAddresses()
    {
        ExpectInConsole("status of 400");
        var status = await StatusPage.OpenAsync(await PageAsync());

        await status.CheckAsync("localhost", 27888);

        await Expect(status.Problem).ToContainTextAsync("It has to be an IPv4 address");
        await Expect(status.Result).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Cancel_WhileItRuns_EndsIt()
    {
        var page = await PageAsync();
        var asked = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(StatusPage.ServerChecks, asked.SetResult);
        var status = await StatusPage.OpenAsync(page);
        await status.CheckAsync("127.0.0.1", 27888);
        await asked.Task;
        await Expect(status.Spinner).ToBeVisibleAsync();
        await Expect(status.Progress).ToHaveTextAsync("Asking the server…");

        await status.Cancel.ClickAsync();

        await status.ExpectIdleAsync();
        await Expect(status.Progress).ToHaveTextAsync("Cancelled.");
    }

    [SkippableFact]
    public async Task Check_ServiceSilent_GivesUpAfterFifteenSeconds()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        // The clock that tests can turn knows timers, but not those of signals.
        await page.AddInitScriptAsync(
            """
            AbortSignal.timeout = (ms) => {
              const controller = new AbortController();
              setTimeout(() => controller.abort(new DOMException('', 'TimeoutError')), ms);
              return controller.signal;
            };
            """
        );
        var asked = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(StatusPage.ServerChecks, asked.SetResult);
        var status = await StatusPage.OpenAsync(page);
        await status.CheckAsync("127.0.0.1", 27888);
        await asked.Task;

        await page.Clock.FastForwardAsync(15_000);

        await Expect(status.Problem).ToContainTextAsync("The service took longer than 15 seconds");
        await status.ExpectIdleAsync();
    }

    [GeneratedRegex(@"^Online \d+ ms · \d+ frames? of delay$", RegexOptions.None, 1_000)]
    private static partial Regex OnlineWithTime();
}
