using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Checks;

/// <summary>The page, the service and real datagrams together.</summary>
public sealed partial class VerdictTests : PageTest
{
    [SkippableTheory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public async Task Check_HostWaits_SaysThatItResponds(P2PHostGeneration generation)
    {
        await using var host = await StartHostAsync(generation);
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(host.EndPoint.Port);

        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
        await Expect(hosting.Success.Title).ToHaveTextAsync("P2P is Responding");
        await Expect(hosting.Success.EndPoint).ToHaveTextAsync($"127.0.0.1:{host.EndPoint.Port}");
        await Expect(hosting.Success.Reason).ToHaveTextAsync("Your host answered: this computer (self-hosted) got through to it.");
        await Expect(hosting.Success.Facts).ToContainTextAsync("Ness");
        await Expect(hosting.Success.Facts).ToContainTextAsync("SMASHREMIX1.5.2");
        await Expect(hosting.Success.Facts).ToContainTextAsync(RoundTrip());
        await Expect(hosting.Success.Shared).ToBeHiddenAsync();
        (await hosting.Success.StepCodesAsync())
            .Should()
            .Equal("share-with-trust", "opponent-joins-second", "opponent-peer-address", "restart-both", "ask-community");
        await Expect(hosting.Success.Steps.Nth(2)).ToContainTextAsync($"127.0.0.1:{host.EndPoint.Port}");
        await hosting.ExpectIdleAsync();
    }

    [SkippableFact]
    public async Task Check_HostWaits_ShowsWhatTheVerdictRestsOnWhenAsked()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.CheckAsync(host.EndPoint.Port);
        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
        await Expect(hosting.Success.Evidence.First).ToBeHiddenAsync();

        await hosting.Success.EvidenceSummary.ClickAsync();

        await Expect(hosting.Success.Evidence.First).ToBeVisibleAsync();
        await Expect(hosting.Success.Evidence.Filter(new() { HasText = "player Ness, game SMASHREMIX1.5.2" })).ToHaveCountAsync(1);
        await Expect(hosting.Success.Evidence.Filter(new() { HasText = "the place is free for your opponent" })).ToHaveCountAsync(1);
    }

    [SkippableFact]
    public async Task Check_HostHasNoName_SaysSo()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second, user: "");
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(host.EndPoint.Port);

        await Expect(hosting.Success.Facts).ToContainTextAsync("(no name)");
    }

    [SkippableTheory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("**Ness** `{address}`")]
    public async Task Check_HostNamedLikeMarkup_ShowsTheNameAsItIs(string name)
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second, name);
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(host.EndPoint.Port);

        await Expect(hosting.Success.Facts).ToContainTextAsync(name);
        await Expect(hosting.Success.Facts.Locator("img, strong, code")).ToHaveCountAsync(0);
        await Expect(hosting.Success.Evidence.Locator("img, strong, code")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Check_SomebodyIsSeated_SaysThatItIsBusy()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        using var peer = await SeatedPeer.JoinAsync(host);
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(host.EndPoint.Port);

        await ExpectVerdictAsync(hosting.Success, "busy", "somebody is connected to it already", "someone-connected");
    }

    [SkippableFact]
    public async Task Check_RoomWithoutAPlace_SaysThatItIsFull()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Third, maxPeers: 1);
        using var peer = await SeatedPeer.JoinAsync(host);
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(host.EndPoint.Port);

        await ExpectVerdictAsync(hosting.Success, "full", "all its places are taken", "room-full");
    }

    [SkippableFact]
    public async Task Check_NothingListens_SaysThatThePortIsClosed()
    {
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(UdpPort.FindClosed().Port);

        await ExpectVerdictAsync(hosting.Failure, "port-closed", "nothing listens on", "is-it-hosted");
        await Expect(hosting.Failure.Title).ToHaveTextAsync("P2P is Not Responding");
    }

    [SkippableFact]
    public async Task Check_NothingListens_OffersTheDoctorWithALineForEachSystem()
    {
        var page = await PageAsync();
        var port = UdpPort.FindClosed().Port;
        var hosting = await HostingPage.OpenReadyAsync(page);
        var service = new Uri(new Uri(page.Url), "kaillera");

        await hosting.CheckAsync(port);

        await Expect(hosting.Failure.Doctor).ToBeVisibleAsync();
        await Expect(hosting.Failure.DoctorLines)
            .ToHaveTextAsync([
                $@".\kaillera.exe doctor --port {port} --via {service}",
                $"./kaillera doctor --port {port} --via {service}",
                $"./kaillera doctor --port {port} --via {service}",
            ]);
        await Expect(hosting.Failure.DoctorLink).ToBeHiddenAsync(); // nobody said where to get it
    }

    [SkippableFact]
    public async Task Check_UsualPortSilent_OffersTheDoctorWithoutAPort()
    {
        var page = await PageAsync();
        await CheckAnswer.NoResponse.ServeAsync(page);
        await page.RouteAsync(
            "**/v1/service",
            async route =>
            {
                var answer = await route.FetchAsync();
                await route.FulfillAsync(
                    new()
                    {
                        Response = answer,
                        Body = (await answer.TextAsync()).Replace(
                            "\"tool\":null",
                            "\"tool\":\"https://tool.example/releases\"",
                            StringComparison.Ordinal
                        ),
                    }
                );
            }
        );
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Failure.DoctorLines.Last).ToContainTextAsync("./kaillera doctor --via http");
        await Expect(hosting.Failure.DoctorLink).ToHaveAttributeAsync("href", "https://tool.example/releases");
    }

    [SkippableFact]
    public async Task Help_Opened_SaysWhatTheWordsMean()
    {
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);

        await page.Locator("#more-info").ClickAsync();

        var words = page.Locator("#dialog-more-info .words");
        await Expect(words.Locator("dt")).ToHaveTextAsync(["UPnP", "Double NAT", "Carrier NAT"]);
        await Expect(words.Locator("dd").First).ToContainTextAsync("ask the router to open a port");
        await Expect(hosting.Failure.Dialog).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Check_NothingComesBack_SaysThatThereWasNoResponse()
    {
        await using var silent = UdpProgram.Silent();
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(silent.Port);

        await ExpectVerdictAsync(hosting.Failure, "no-response", "Nothing came back.", "host-first");
        (await hosting.Failure.StepCodesAsync())
            .Should()
            .Equal(
                "host-first",
                "same-host-port",
                "forward-udp",
                "forward-to-this-computer",
                "allow-in-firewall",
                "game-running",
                "ask-community"
            );
        await Expect(hosting.Failure.Steps.Last.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://discord.gg/ssb64");
        await Expect(hosting.Failure.EndPoint).ToHaveTextAsync($"127.0.0.1:{silent.Port}");
        silent.Received.Count.Should().BeGreaterThan(2, "it was asked repeatedly");
    }

    [SkippableFact]
    public async Task Check_KailleraServerThere_SaysSoAndLeadsToTheServerStatus()
    {
        await using var server = UdpProgram.Doorway();
        var page = await PageAsync();
        var hosting = await HostingPage.OpenReadyAsync(page);
        await hosting.CheckAsync(server.Port);
        await ExpectVerdictAsync(hosting.Failure, "kaillera-server", "it is a Kaillera server", "use-server-status");

        await hosting.Failure.Steps.First.GetByRole(AriaRole.Link).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Server status");
    }

    [SkippableFact]
    public async Task Check_OtherProgramThere_SaysSo()
    {
        await using var other = UdpProgram.Babbling();
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());

        await hosting.CheckAsync(other.Port);

        await ExpectVerdictAsync(hosting.Failure, "other-program", "another program has the port", "other-program-on-port");
        await Expect(hosting.Failure.Doctor).ToBeHiddenAsync(); // the cause is known
    }

    [SkippableFact]
    public async Task Check_ServiceHasNoWayThere_SaysThatItNeedNotBeTheVisitorsFault()
    {
        var page = await PageAsync();
        await (CheckAnswer.NoRoute with { Evidence = ["could-not-ask"] }).ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await ExpectVerdictAsync(hosting.Failure, "no-route", "couldn't send anything there from Northern Virginia", "try-later");
    }

    [SkippableFact]
    public async Task CheckAgain_HostStartedMeanwhile_FindsIt()
    {
        var port = UdpPort.FindClosed().Port;
        var hosting = await HostingPage.OpenReadyAsync(await PageAsync());
        await hosting.CheckAsync(port);
        await Expect(hosting.Failure.Dialog).ToBeVisibleAsync();

        await using var host = await StartHostAsync(P2PHostGeneration.Second, port: port);
        await hosting.CheckAgain.ClickAsync();

        await Expect(hosting.Success.Dialog).ToBeVisibleAsync();
        await Expect(hosting.Failure.Dialog).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Check_CodesOfALaterService_ShowsTheServicesOwnWords()
    {
        var page = await PageAsync();
        await (
            new CheckAnswer("asleep", IsReachable: false, "wake-it-up")
            {
                Summary = "It is asleep.",
                Text = "Wake it up.",
                Evidence = ["snoring"],
            }
        ).ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await ExpectVerdictAsync(hosting.Failure, "asleep", "It is asleep.", "wake-it-up");
        await Expect(hosting.Failure.Steps).ToHaveTextAsync("Wake it up.");
        await Expect(hosting.Failure.Evidence).ToHaveTextAsync("Wake it up.");
    }

    [SkippableFact]
    public async Task Check_ResultShared_SaysSo()
    {
        var page = await PageAsync();
        await (CheckAnswer.Responding with { IsShared = true }).ServeAsync(page);
        var hosting = await HostingPage.OpenReadyAsync(page);

        await hosting.CheckButton.ClickAsync();

        await Expect(hosting.Success.Shared).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"^Round trip\d+\.\d ms", RegexOptions.None, 1_000)]
    private static partial Regex RoundTrip();

    private static async Task ExpectVerdictAsync(ResultDialog dialog, string verdict, string reason, string firstStep)
    {
        await Expect(dialog.Dialog).ToBeVisibleAsync();
        await Expect(dialog.Dialog).ToHaveAttributeAsync("data-verdict", verdict);
        await Expect(dialog.Reason).ToContainTextAsync(reason);
        (await dialog.StepCodesAsync())[0].Should().Be(firstStep);
    }

    private static Task<P2PHost> StartHostAsync(P2PHostGeneration generation, string user = "Ness", int port = 0, int maxPeers = 3) =>
        P2PHost.StartAsync(
            new()
            {
                Address = IPAddress.Loopback,
                Port = port,
                UserName = user,
                Game = "SMASHREMIX1.5.2",
                Generation = generation,
                SilentPeerTimeout = Timeout.InfiniteTimeSpan,
                MaxPeers = maxPeers,
            }
        );
}
