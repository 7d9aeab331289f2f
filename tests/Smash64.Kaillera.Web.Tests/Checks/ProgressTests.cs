using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Checks;

public sealed partial class ProgressTests : PageTest
{
    [SkippableFact]
    public async Task Check_WhileItRuns_TellsHowFarItIs()
    {
        await using var silent = UdpProgram.Silent();
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(silent.Port);

        await hosting.ExpectBusyAsync();
        await Expect(hosting.Progress).ToHaveTextAsync(AskedSeveralTimes());
        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
        await hosting.ExpectIdleAsync();
        await Expect(hosting.Progress).ToHaveTextAsync("");
    }

    [SkippableFact]
    public async Task Check_WhileItRuns_IsSpokenOncePerStageAndNotPerCount()
    {
        await using var silent = UdpProgram.Silent();
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);
        await page.EvaluateAsync(
            """
            () => {
              globalThis.spoken = [];
              const region = document.querySelector('#progress .spoken');
              new MutationObserver(() => { if (region.textContent) { globalThis.spoken.push(region.textContent); } })
                .observe(region, { childList: true, characterData: true, subtree: true });
            }
            """
        );

        await hosting.CheckAsync(silent.Port);
        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();

        var spoken = await page.EvaluateAsync<string[]>("globalThis.spoken");
        spoken.Should().HaveCountGreaterThanOrEqualTo(2).And.HaveCountLessThanOrEqualTo(4, "nobody wants to hear every datagram");
        spoken[0].Should().Be("Getting ready…");
    }

    [SkippableFact]
    public async Task Cancel_WhileItRuns_EndsItAndLetsOneCheckAgain()
    {
        await using var silent = UdpProgram.Silent();
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.CheckAsync(silent.Port);
        await hosting.ExpectBusyAsync();

        await hosting.Cancel.ClickAsync();

        await hosting.ExpectIdleAsync();
        await Expect(hosting.Progress).ToHaveTextAsync("Cancelled.");
        await Expect(hosting.CheckButton).ToBeFocusedAsync();
        await Expect(hosting.Problem).ToBeHiddenAsync();

        await hosting.CheckAsync(UdpPort.FindClosed().Port);
        await Expect(hosting.Failure.Dialog).ToHaveAttributeAsync("data-verdict", "port-closed");
        await Expect(hosting.Progress).ToHaveTextAsync("");
    }

    [SkippableFact]
    public async Task Check_PressedTwice_AsksOnce()
    {
        await using var silent = UdpProgram.Silent();
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(silent.Port);
        await hosting.ExpectBusyAsync();
        await hosting.CheckButton.ClickAsync(new() { Force = true }); // it says that it is disabled
        await hosting.Port.PressAsync("Enter");

        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();
        hosting.ChecksAsked.Should().Be(1);
    }

    [SkippableFact]
    public async Task Check_EventsDoNotGetThrough_AsksForTheResultInstead()
    {
        await using var silent = UdpProgram.Silent();
        var page = await PageAsync();
        await page.RouteAsync("**/v1/checks/*/events", route => route.AbortAsync());
        ExpectInConsole("ERR_FAILED");
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckAsync(silent.Port);

        await Expect(hosting.Failure.Dialog).ToHaveAttributeAsync("data-verdict", "no-response");
    }

    [SkippableFact]
    public async Task Check_EventsHeldBackByAProxy_AsksForTheResultAfterAWhile()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        var held = new TaskCompletionSource<IRoute>();
        await page.RouteAsync("**/v1/checks/*/events", held.SetResult);
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckAsync(UdpPort.FindClosed().Port);
        await held.Task;

        await page.Clock.FastForwardAsync(4_000);

        await Expect(hosting.Failure.Dialog).ToHaveAttributeAsync("data-verdict", "port-closed");
    }

    [SkippableFact]
    public async Task Check_VisitorWantsLessMotion_MovesNothing()
    {
        await using var silent = UdpProgram.Silent();
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckAsync(silent.Port);

        await hosting.ExpectBusyAsync();
        (await page.EvaluateAsync<int>("document.getAnimations().length")).Should().Be(0);
        await Expect(hosting.Progress).ToHaveTextAsync(AskedSeveralTimes(), new() { Timeout = 15_000 });
    }

    [SkippableFact]
    public async Task Check_VisitorDoesNotMindMotion_TurnsTheSpinner()
    {
        await using var silent = UdpProgram.Silent();
        var page = await PageAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckAsync(silent.Port);

        await hosting.ExpectBusyAsync();
        (await page.EvaluateAsync<int>("document.getAnimations().length")).Should().BePositive("or the test of less motion proves nothing");
    }

    [GeneratedRegex(@"^Asked [2-9]\d* times in \d\.\d s, nothing yet$", RegexOptions.None, 1_000)]
    private static partial Regex AskedSeveralTimes();
}
