using Smash64.Kaillera.Nat;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Checks;

/// <summary>The ways to host, side by side.</summary>
public sealed class HelpTests : PageTest
{
    [SkippableFact]
    public async Task Help_WaysToHost_StandSideBySideWithTheSameQuestions()
    {
        var page = await PageAsync();
        await HostingPage.OpenReadyAsync(page);
        var ways = page.Locator(".way");

        await page.GetByRole(AriaRole.Link, new() { Name = "No way into your router?" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Four ways to host" })).ToBeInViewportAsync();
        await Expect(ways.Locator("h3")).ToHaveTextAsync(["Port forwarding", "UPnP", "Connect code", "Autopunch"]);
        foreach (var way in await ways.AllAsync())
        {
            await Expect(way.Locator("dt")).ToHaveTextAsync(["What it is", "What you do", "Who can join", "Where it fails", "Best for"]);
        }

        var tops = await ways.Locator("div:nth-child(4) dt")
            .EvaluateAllAsync<double[]>("all => all.map((it) => it.getBoundingClientRect().top)");
        tops.Distinct().Should().ContainSingle("the answers to one question stand at one height");
    }

    [SkippableFact]
    public async Task Help_WhoMeetsWhom_IsWhatTheLibrarySays()
    {
        NatKind[] kinds = [NatKind.KeepsPort, NatKind.Symmetric, NatKind.Open];
        var page = await PageAsync();
        await HostingPage.OpenReadyAsync(page);
        var table = page.GetByRole(AriaRole.Table, new() { Name = "Who meets whom without a forwarded port" });

        await Expect(table.Locator("tbody th")).ToHaveTextAsync(["Ordinary", "Symmetric", "Open"]);
        await Expect(table.Locator("thead th").Nth(2)).ToHaveTextAsync("Symmetric");
        await Expect(table.Locator("td"))
            .ToHaveTextAsync([.. from host in kinds from joiner in kinds select NatPair.CanMeet(host, joiner) == true ? "works" : "fails"]);
        kinds
            .Should()
            .OnlyContain(
                host => NatPair.CanMeet(host, NatKind.PublicAddress) == NatPair.CanMeet(host, NatKind.Open),
                "the page has one word for both"
            );
    }
}
