using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Preferences;

/// <summary>Who streams shows his address to nobody, wherever the page would write it.</summary>
public sealed class HideIPTests : PageTest
{
    private const string Mine = "198.51.100.23";
    private const string Caller = "203.0.114.9";
    private const string CallerIPv6 = "2001:db8:17::beef";

    [SkippableFact]
    public async Task Hide_Off_ShowsTheAddress()
    {
        var page = await OpenWithResultAsync(CheckAnswer.Responding);

        (await SeenAsync(page.Page)).Should().Contain(Mine, "or the other tests prove nothing");
        await Expect(page.Address).ToHaveAttributeAsync("type", "text");
    }

    [SkippableFact]
    public async Task Hide_On_MasksTheFieldAndEveryDialog()
    {
        var everything = new CheckAnswer("no-response", IsReachable: false, "address-differs", "opponent-peer-address", "from-the-future")
        {
            Text = $"We see {Caller} and [{CallerIPv6}], and {Mine}:27886.",
            Evidence = ["asked", "from-the-future"],
            User = $"I am {Mine}",
            Game = Mine,
            RoundTripMs = 1,
        };
        foreach (var answer in new[] { CheckAnswer.Responding, everything, everything with { Verdict = "unheard-of", Summary = $"{Mine} sleeps." } })
        {
            var hosting = await OpenWithResultAsync(answer, hide: true);

            await Expect(hosting.Address).ToHaveAttributeAsync("type", "password");
            (await SeenAsync(hosting.Page)).Should().NotContainAny(Mine, Caller, CallerIPv6).And.Contain("•••.•••.•••.•••");
            await Expect(hosting.Address).ToHaveValueAsync(Mine, new());
        }
    }

    [SkippableFact]
    public async Task Hide_On_MasksWhatTheServiceSaysOfAProblem()
    {
        var page = await PageAsync();
        ExpectInConsole("status of 403");
        await page.RouteAsync(
            HostingPage.Checks,
            route => route.FulfillAsync(new() { Status = 403, ContentType = "application/json", Body = $$"""{"code":"new","detail":"{{Mine}} is out."}""" })
        );
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.Address.FillAsync(Mine);
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Problem.GetByRole(AriaRole.Alert)).ToHaveTextAsync($"{Mine} is out.");

        await hosting.HideIPLabel.ClickAsync();

        await Expect(hosting.Problem.GetByRole(AriaRole.Alert)).ToHaveTextAsync("•••.•••.•••.••• is out.");
        (await SeenAsync(page)).Should().NotContain(Mine);
    }

    [SkippableFact]
    public async Task Hide_On_MasksTheToastAndThePracticeHostToo()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.PracticeButton.ClickAsync();
        await Expect(hosting.PracticeCard).ToContainTextAsync("127.0.0.1");
        await hosting.HideIPLabel.ClickAsync();
        await hosting.Port.FillAsync("1");
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Toast).ToBeVisibleAsync();

        await Expect(hosting.PracticeCard).ToContainTextAsync("•••.•••.•••.•••");
        (await SeenAsync(hosting.Page)).Should().NotContain("127.0.0.1");
        await hosting.PracticeButton.ClickAsync();
        await Expect(hosting.PracticeButton).ToHaveTextAsync("Start the practice host");
    }

    [SkippableFact]
    public async Task Hide_SwitchedByKeyboard_IsKeptForTheNextVisit()
    {
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.HideIP.PressAsync("Space");

        await Expect(page.GetByRole(AriaRole.Switch, new() { Name = "Hide IP addresses (I'm streaming)" })).ToBeCheckedAsync();
        await Expect(hosting.Address).ToHaveAttributeAsync("type", "password");
        await page.ReloadAsync();
        await Expect(hosting.HideIP).ToBeCheckedAsync();
        await Expect(hosting.Address).ToHaveAttributeAsync("type", "password");
        await Expect(hosting.Address).ToHaveValueAsync("127.0.0.1");

        await hosting.HideIP.PressAsync("Space");
        await page.ReloadAsync();
        await Expect(hosting.HideIP).Not.ToBeCheckedAsync();
        await Expect(hosting.Address).ToHaveAttributeAsync("type", "text");
    }

    [SkippableFact]
    public async Task Hide_On_MasksTheServerStatusToo()
    {
        var page = await PageAsync();
        await page.RouteAsync(
            StatusPage.ServerChecks,
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"message":"42ms","success":true}""" })
        );
        var status = await StatusPage.OpenAsync(page);
        await status.CheckAsync(Mine, 27888);
        await Expect(status.Result).ToContainTextAsync($"{Mine}:27888");

        await status.HideIPLabel.ClickAsync();

        await Expect(status.Result).ToContainTextAsync("•••.•••.•••.•••:27888");
        await Expect(status.HistoryRows).ToContainTextAsync(["•••.•••.•••.•••:27888"]);
        await Expect(status.Host).ToHaveAttributeAsync("type", "password");
        (await SeenAsync(page)).Should().NotContain(Mine);
    }

    /// <summary>Gets all that is written in the document, attributes and what is hidden included; fields hold theirs apart.</summary>
    private static Task<string> SeenAsync(IPage page) => page.EvaluateAsync<string>("document.title + document.documentElement.outerHTML");

    private async Task<HostingPage> OpenWithResultAsync(CheckAnswer answer, bool hide = false)
    {
        var page = await PageAsync();
        await answer.ServeAsync(page);
        await page.RouteAsync(
            "**/v1/service",
            async route =>
            {
                var response = await route.FetchAsync();
                var body = await response.TextAsync();
                await route.FulfillAsync(new() { Response = response, Body = body.Replace("127.0.0.1", Caller, StringComparison.Ordinal) });
            }
        );
        var hosting = await HostingPage.OpenReadyAsync(page);
        if (hide)
        {
            await hosting.HideIPLabel.ClickAsync();
        }

        await hosting.Address.FillAsync(Mine);
        await hosting.CheckButton.ClickAsync();
        await Expect((answer.IsReachable ? hosting.Success : hosting.Failure).Dialog).ToBeVisibleAsync();
        return hosting;
    }
}
