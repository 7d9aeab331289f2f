using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Checks;

/// <summary>What the service refuses to do, and how the page tells it.</summary>
public sealed class RefusalTests : PageTest
{
    private static readonly Dictionary<string, string> OneCheckAMinute = new(StringComparer.Ordinal) { ["Limits:ChecksPerClientPerMinute"] = "1" };

    [SkippableFact]
    public async Task Check_AddressNobodyOutsideCanReach_SaysWhatIsWrongWithIt()
    {
        var page = await NewPageAsync(WebSample.Proxied);
        ExpectInConsole("status of 403");
        var hosting = await HostingPage.OpenAsync(page);
        foreach (
            var (address, text) in new[]
            {
                ("192.168.1.20", "an address inside your network"),
                ("127.0.0.1", "this very computer"),
                ("169.254.1.1", "an address your computer gave itself"),
                ("100.64.1.1", "your provider's inner network"),
                ("224.0.0.1", "a group address"),
                ("255.255.255.255", "means “everybody”"),
                ("203.0.113.7", "set aside for examples"),
                ("198.18.0.1", "set aside for measurements"),
                ("0.0.0.0", "no address yet"),
                ("240.0.0.1", "is reserved"),
            }
        )
        {
            await hosting.Address.FillAsync(address);
            await hosting.CheckButton.ClickAsync();

            await Expect(hosting.Problem.GetByRole(AriaRole.Alert)).ToContainTextAsync(text);
            await hosting.ExpectIdleAsync();
        }
    }

    [SkippableFact]
    public async Task Check_TooManyInAMinute_SaysWhenToComeBack()
    {
        await using var sample = WebSample.Start(settings: OneCheckAMinute);
        var hosting = await HostingPage.OpenReadyAsync(await NewPageAsync(sample));
        ExpectInConsole("status of 429");
        await hosting.CheckAsync(UdpPort.FindClosed().Port);
        await hosting.Failure.Close.ClickAsync();

        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Problem.GetByRole(AriaRole.Alert)).ToContainTextAsync("You have checked many times in a row. You can go on in ");
        await Expect(hosting.Retry).ToContainTextAsync("Try again in ");
        await Expect(hosting.Retry).ToHaveAttributeAsync("aria-disabled", "true");
    }

    [SkippableFact]
    public async Task Retry_TheWaitIsOver_AsksAgain()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        await page.RouteAsync(
            HostingPage.Checks,
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 429,
                        ContentType = "application/problem+json",
                        Body = """{"status":429,"code":"target-asked-too-often","retryAfter":30}""",
                    }
                )
        );
        ExpectInConsole("status of 429");
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckButton.ClickAsync();
        await Expect(hosting.Retry).ToHaveAttributeAsync("aria-disabled", "true");
        await hosting.Retry.ClickAsync(new() { Force = true });
        hosting.ChecksAsked.Should().Be(1, "the wait is not over");

        await page.Clock.FastForwardAsync(30_000);
        await Expect(hosting.Retry).ToHaveTextAsync("Try again");
        await CheckAnswer.Responding.ServeAsync(page);
        await hosting.Retry.ClickAsync();

        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
    }

    [SkippableFact]
    public async Task Load_ServiceChecksOnlyItsVisitors_SaysSo()
    {
        await using var sample = WebSample.Start(settings: new Dictionary<string, string>(StringComparer.Ordinal) { ["TargetPolicy"] = "SelfOnly" });

        var hosting = await HostingPage.OpenReadyAsync(await NewPageAsync(sample));

        await Expect(hosting.Page.GetByText("This service checks only the address you are visiting from.")).ToBeVisibleAsync();
    }
}
