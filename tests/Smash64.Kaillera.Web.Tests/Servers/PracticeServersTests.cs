using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Servers;

/// <summary>A fresh start, without a list and without internet, in the browser.</summary>
public sealed class PracticeServersTests : PageTest
{
    [SkippableFact]
    public async Task Open_FreshStart_ShowsServersOnlineAndOneThatIsNot()
    {
        var servers = await ServersPage.OpenDoneAsync(await PageAsync());

        await Expect(servers.Progress).ToContainTextAsync("3 of 4 online");
        await Expect(servers.Status("A busy evening")).ToHaveTextAsync("Online");
        await Expect(servers.Row("A busy evening").Locator(".column-users")).ToHaveTextAsync("12/30");
        await Expect(servers.Status("Switched off")).ToHaveTextAsync("No answer");
        await Expect(servers.Notes).ToContainTextAsync("These are practice servers on this computer");
    }
}
