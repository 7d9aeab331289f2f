using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Status;

/// <summary>The list of servers: what it shows, and how it is sorted and searched.</summary>
public sealed partial class ServerListTests : PageTest
{
    private static readonly ServerListAnswer Three =
        new()
        {
            Servers =
            [
                new("Zebra") { Users = 9, Games = 2, Version = "0.86", Location = "Peru", Ms = 210 },
                new("antelope") { Users = 31, Games = 11, Version = "ESF 93.2", Location = "Chad", Ms = 42 },
                new("Moth") { Users = 4, MaxUsers = 0, Location = "Åland" },
            ],
        };

    [SkippableFact]
    public async Task Run_PortAtWhichTheServiceAsksNobody_IsMarkedAndTheRestIsAsked()
    {
        var page = await PageAsync();
        await new ServerListAnswer { Servers = [new("Odd") { Port = 1000, IsRefused = true }, new("Usual") { Ms = 7 }] }.ServeAsync(page);

        var servers = await ServersPage.OpenDoneAsync(page);

        await Expect(servers.Row("Odd").Locator(".status")).ToHaveTextAsync("Not asked");
        await Expect(servers.Row("Usual").Locator(".status")).ToHaveTextAsync("Online");
    }

    [SkippableFact]
    public async Task Open_AList_AsksAboutEveryServerAndShowsWhatTheyAnswer()
    {
        var servers = await OpenAsync(Three);

        await Expect(servers.Progress).ToHaveTextAsync(DoneText());
        await Expect(servers.Spoken).ToHaveTextAsync(DoneText());
        await Expect(servers.Count).ToHaveTextAsync("3 servers");
        await Expect(servers.Row("antelope").Locator("td, th"))
            .ToHaveTextAsync(["Online", "antelope", "198.51.100.12:27888", "42 ms", "3", "31/50", "11", "ESF 93.2", "Chad"]);
        await Expect(servers.Status("Moth")).ToHaveTextAsync("No answer");
        await Expect(servers.Row("Moth").Locator(".column-ping")).ToHaveTextAsync("–");
        await Expect(servers.Row("Moth").Locator(".column-frames")).ToHaveTextAsync("–");
        await Expect(servers.Row("Moth").Locator(".column-users")).ToHaveTextAsync("–");
        await Expect(servers.Notes).ToContainTextAsync("measured from this computer (self-hosted)");
        await Expect(servers.Notes).ToContainTextAsync("it is from November 20, 2026");
        await Expect(servers.Empty).ToBeHiddenAsync();
        await Expect(servers.AllOffline).ToBeHiddenAsync();
        await Expect(servers.Dropped).ToBeHiddenAsync();
    }

    [SkippableTheory]
    [InlineData("Status", "Zebra,antelope,Moth", "Moth,Zebra,antelope")]
    [InlineData("Server", "antelope,Moth,Zebra", "Zebra,Moth,antelope")]
    [InlineData("Address", "Zebra,antelope,Moth", "Moth,antelope,Zebra")]
    [InlineData("Frames", "antelope,Zebra,Moth", "Zebra,antelope,Moth")]
    [InlineData("Users", "antelope,Zebra,Moth", "Zebra,antelope,Moth")]
    [InlineData("Games", "antelope,Zebra,Moth", "Zebra,antelope,Moth")]
    [InlineData("Version", "Zebra,Moth,antelope", "antelope,Zebra,Moth")]
    [InlineData("Location", "Moth,antelope,Zebra", "Zebra,antelope,Moth")]
    public async Task Sort_AnyColumn_GoesFromItsUsualEndAndThenTheOtherWayRound(string column, string first, string second)
    {
        var servers = await OpenAsync(Three);
        await Expect(servers.Names).ToHaveTextAsync(["antelope", "Zebra", "Moth"]); // by ping

        await servers.Head(column).ClickAsync();
        await Expect(servers.Names).ToHaveTextAsync(first.Split(','));
        await servers.Head(column).ClickAsync();

        await Expect(servers.Names).ToHaveTextAsync(second.Split(','));
    }

    [SkippableTheory]
    [InlineData(0, "1")]
    [InlineData(16, "1")]
    [InlineData(17, "2")]
    [InlineData(33, "2")]
    [InlineData(34, "3")]
    [InlineData(49, "3")]
    [InlineData(50, "4")]
    public async Task Open_AnyPing_ShowsTheFramesThatTheServersFormulaGives(int ms, string frames)
    {
        var servers = await OpenAsync(new ServerListAnswer { Servers = [new("Only") { Ms = ms }] });

        await Expect(servers.Row("Only").Locator(".column-frames")).ToHaveTextAsync(frames);
    }

    [SkippableFact]
    public async Task Sort_ByKeyboard_TellsTheDirectionAndKeepsTheFocus()
    {
        var servers = await OpenAsync(Three);
        var ping = servers.Page.Locator("th.column-ping");
        await Expect(ping.First).ToHaveAttributeAsync("aria-sort", "ascending");

        await servers.Head("Ping").PressAsync("Enter");

        await Expect(servers.Names).ToHaveTextAsync(["Zebra", "antelope", "Moth"]);
        await Expect(ping.First).ToHaveAttributeAsync("aria-sort", "descending");
        await Expect(servers.Head("Ping")).ToBeFocusedAsync();

        await servers.Page.Keyboard.PressAsync("Tab");
        await Expect(servers.Head("Frames")).ToBeFocusedAsync();
        await servers.Page.Keyboard.PressAsync("Tab");
        await Expect(servers.Head("Users")).ToBeFocusedAsync();
        await servers.Page.Keyboard.PressAsync("Space");

        await Expect(servers.Names).ToHaveTextAsync(["antelope", "Zebra", "Moth"]);
        await Expect(ping.First).Not.ToHaveAttributeAsync("aria-sort", AnyText());
        await Expect(servers.Page.Locator("thead [aria-sort]")).ToHaveCountAsync(1);
    }

    [SkippableFact]
    public async Task Sort_OnAPhone_IsDoneByASelect()
    {
        var page = await PageAsync();
        await page.SetViewportSizeAsync(390, 844);
        await Three.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await Expect(servers.SortSelect).ToHaveValueAsync("ping");
        await Expect(servers.Head("Ping")).ToBeHiddenAsync();

        await servers.SortSelect.SelectOptionAsync("users");
        await Expect(servers.Names).ToHaveTextAsync(["antelope", "Zebra", "Moth"]);
        await servers.Reverse.ClickAsync();

        await Expect(servers.Names).ToHaveTextAsync(["Zebra", "antelope", "Moth"]);
    }

    [SkippableFact]
    public async Task Filter_Typed_LooksIntoNameAddressAndLocation()
    {
        var servers = await OpenAsync(ServerListAnswer.Usual);
        foreach (var (text, found) in new[] { ("GALAXY", "Galaxy64"), (".100.13:", "Le Repaire"), ("méxico", "Noche de Smash"), ("rio janeiro", "Rio Battle Club") })
        {
            await servers.Filter.FillAsync(text);

            await Expect(servers.Names).ToHaveTextAsync([found]);
            await Expect(servers.Count).ToHaveTextAsync("1 of 12");
        }

        await servers.Filter.FillAsync("  ");
        await Expect(servers.Count).ToHaveTextAsync("12 servers");
    }

    [SkippableFact]
    public async Task Filter_NothingFits_SaysSoAndCanBeCleared()
    {
        var servers = await OpenAsync(Three);
        await servers.OnlyOnlineLabel.ClickAsync();
        await servers.Filter.FillAsync("moth");
        await Expect(servers.NoMatch).ToContainTextAsync("No server on the list fits.");
        await Expect(servers.Count).ToHaveTextAsync("0 of 3");
        await Expect(servers.Table).ToBeHiddenAsync();

        await servers.ShowAll.ClickAsync();

        await Expect(servers.Rows).ToHaveCountAsync(3);
        await Expect(servers.Filter).ToHaveValueAsync("");
        await Expect(servers.Filter).ToBeFocusedAsync();
        await Expect(servers.OnlyOnline).Not.ToBeCheckedAsync();
    }

    [SkippableFact]
    public async Task OnlyOnline_SwitchedByKeyboard_LeavesOutTheSilent()
    {
        var servers = await OpenAsync(ServerListAnswer.Usual);

        await servers.OnlyOnline.PressAsync("Space");

        await Expect(servers.Count).ToHaveTextAsync("9 of 12");
        await Expect(servers.Rows.Locator(".offline")).ToHaveCountAsync(0);
    }

    [SkippableFact]
    public async Task Hide_On_MasksTheAddressesAndWhatIsSearched()
    {
        var list = Three with { Servers = [.. Three.Servers, new("Mine at 198.51.100.99") { Ms = 5 }] };
        var servers = await OpenAsync(list);
        await servers.Filter.FillAsync("198.51.100.12");

        await servers.HideIPLabel.ClickAsync();

        await Expect(servers.Addresses).ToHaveTextAsync(["•••.•••.•••.•••:27888"]);
        await Expect(servers.Filter).ToHaveAttributeAsync("type", "password");
        await servers.Filter.FillAsync("");
        await Expect(servers.Filter).ToHaveAttributeAsync("type", "text");
        await Expect(servers.Names).ToHaveTextAsync(["Mine at •••.•••.•••.•••", "antelope", "Zebra", "Moth"]);
        (await servers.Page.EvaluateAsync<string>("document.documentElement.outerHTML")).Should().NotContain("198.51.100.");
    }

    [SkippableFact]
    public async Task Dropped_SomeLines_AreCountedAndExplained()
    {
        var servers = await OpenAsync(Three with { Dropped = [(4, "invalid-port"), (7, "no-address"), (9, "from-the-future")], DroppedCount = 25 });
        var summary = servers.Dropped.Locator("summary");
        await Expect(summary).ToHaveTextAsync("25 lines of the list could not be used");

        await summary.PressAsync("Enter");

        await Expect(servers.Dropped.GetByRole(AriaRole.Listitem))
            .ToHaveTextAsync(
                ["Line 4: the port is not a number from 1 to 65535.", "Line 7: no address belongs to it.", "Line 9: it could not be read.", "And 22 more."]
            );
    }

    [SkippableTheory]
    [InlineData("read", "The list is empty")]
    [InlineData("missing", "There is no list yet")]
    [InlineData("unreadable", "The list can't be read")]
    [InlineData("from-the-future", "The list is empty")]
    public async Task Open_NoServers_SaysWhy(string state, string heading)
    {
        var servers = await OpenAsync(new ServerListAnswer { State = state });

        await Expect(servers.Empty.GetByRole(AriaRole.Heading)).ToHaveTextAsync(heading);
        await Expect(servers.Table).ToBeHiddenAsync();
        await Expect(servers.Filter).ToBeHiddenAsync();
        await Expect(servers.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Open_AllSilent_SaysThatItMayBeTheServicesWay()
    {
        var servers = await OpenAsync(Three with { Servers = [.. Three.Servers.Select(server => server with { Ms = null })] });

        await Expect(servers.AllOffline).ToContainTextAsync("the way out of this computer (self-hosted)");
        await Expect(servers.Progress).ToContainTextAsync("0 of 3 online");
    }

    [SkippableFact]
    public async Task Language_Changed_WritesTheListAnewInIt()
    {
        var servers = await OpenAsync(Three);

        await servers.Page.Locator("#language").SelectOptionAsync("es");

        await Expect(servers.Progress).ToContainTextAsync("2 de 3 en línea");
        await Expect(servers.Status("Moth")).ToHaveTextAsync("Sin respuesta");
        await Expect(servers.Head("Usuarios")).ToBeVisibleAsync();
        await Expect(servers.SortSelect.Locator("option").First).ToHaveTextAsync("Estado");
        await Expect(servers.SortSelect).ToHaveValueAsync("ping");
        await Expect(servers.Count).ToHaveTextAsync("3 servidores");
        await Expect(servers.Notes).ToContainTextAsync("20 de noviembre de 2026");
    }

    private async Task<ServersPage> OpenAsync(ServerListAnswer list)
    {
        var page = await PageAsync();
        await list.ServeAsync(page);
        return await ServersPage.OpenDoneAsync(page);
    }

    [GeneratedRegex(@"^2 of 3 online · asked at \d+:\d\d:\d\d.[AP]M$", RegexOptions.None, 1_000)]
    private static partial Regex DoneText();

    [GeneratedRegex(".*", RegexOptions.None, 1_000)]
    private static partial Regex AnyText();
}
