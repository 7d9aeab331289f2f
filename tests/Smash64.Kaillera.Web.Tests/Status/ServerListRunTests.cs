using System.Collections.Concurrent;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Status;

/// <summary>How the service is asked about the list's servers: once for all of them, however many they are.</summary>
public sealed class ServerListRunTests : PageTest
{
    [SkippableFact]
    public async Task Open_ManyServers_AsksTheServiceOnceAndNoServer()
    {
        var page = await PageAsync();
        var calls = CallsOf(page);
        await Many(120).ServeAsync(page);

        var servers = await ServersPage.OpenDoneAsync(page);

        await Expect(servers.Progress).ToContainTextAsync("120 of 120 online");
        calls.Should().Equal("GET /server-list", "GET /kaillera/v1/servers");
    }

    [SkippableFact]
    public async Task Open_ServiceAskedLongAgo_HasThemAskedNow()
    {
        var page = await PageAsync();
        var calls = CallsOf(page);
        await (Many(3) with { Age = TimeSpan.FromMinutes(10) }).ServeAsync(page);

        await ServersPage.OpenDoneAsync(page);

        calls.Should().Equal("GET /server-list", "GET /kaillera/v1/servers", "POST /kaillera/v1/servers/refresh");
    }

    [SkippableFact]
    public async Task Open_Waiting_SaysSoToEyesAndEars()
    {
        var held = new TaskCompletionSource<IRoute>();
        var servers = await OpenHeldAsync(Many(7), held);

        await Expect(servers.Progress).ToHaveTextAsync("Asking 7 servers…");
        await Expect(servers.Spoken).ToHaveTextAsync("Asking 7 servers…");
        await Expect(servers.Rows.Locator(".asking")).ToHaveCountAsync(7);
        await Expect(servers.Refresh).ToHaveAttributeAsync("aria-disabled", "true");

        await Many(7).AnswerAsync(await held.Task);
        await servers.ExpectDoneAsync();
        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(7);
    }

    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Run_AnswersComeIn_MovesNothingOnThePage(int width)
    {
        var held = new TaskCompletionSource<IRoute>();
        var list = ServerListAnswer.Usual with
        {
            Servers = [.. ServerListAnswer.Usual.Servers.Take(5).Select((server, at) => server with { Ms = 20 + at })], // in the order in which they stand
        };
        var servers = await OpenHeldAsync(list, held);
        await servers.Page.SetViewportSizeAsync(width, 900);
        await Expect(servers.Rows.Locator(".asking")).ToHaveCountAsync(5);
        var route = await held.Task;
        var before = await PlacesAsync(servers.Page);

        await list.AnswerAsync(route);

        await servers.ExpectDoneAsync();
        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(5);
        (await PlacesAsync(servers.Page)).Should().Equal(before);
    }

    [SkippableFact]
    public async Task Refresh_Pressed_HasTheServiceAskAnewAndKeepsOrderFilterAndFocus()
    {
        var page = await PageAsync();
        await ServerListAnswer.Usual.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await servers.Filter.FillAsync("a");
        await servers.Head("Users").ClickAsync();
        var changed = ServerListAnswer.Usual with
        {
            Servers =
            [
                .. ServerListAnswer.Usual.Servers.Select(server =>
                    server with
                    {
                        Users = server.Users + 1,
                        Ms = server.Ms is null ? 77 : null,
                    }
                ),
            ],
        };
        await page.UnrouteAllAsync();
        await changed.ServeAsync(page);
        var calls = CallsOf(page);

        await servers.Refresh.PressAsync("Enter");

        await Expect(servers.Row("Abandoned").Locator(".column-ping")).ToHaveTextAsync("77 ms");
        await servers.ExpectDoneAsync();
        await Expect(servers.Names.First).ToHaveTextAsync("Noche de Smash");
        await Expect(servers.Row("Noche de Smash").Locator(".column-users")).ToHaveTextAsync("58/120");
        await Expect(servers.Status("Noche de Smash")).ToHaveTextAsync("No answer");
        await Expect(servers.Filter).ToHaveValueAsync("a");
        await Expect(servers.Refresh).ToBeFocusedAsync();
        calls.Should().Equal("GET /server-list", "POST /kaillera/v1/servers/refresh");
    }

    [SkippableFact]
    public async Task Cancel_FirstRun_SaysWhatWasNotAskedAndFreesTheButton()
    {
        var held = new TaskCompletionSource<IRoute>();
        var servers = await OpenHeldAsync(Many(8), held);
        await held.Task;

        await servers.Cancel.PressAsync("Enter");

        await servers.ExpectDoneAsync();
        await Expect(servers.Progress).ToHaveTextAsync("Cancelled.");
        await Expect(servers.Rows.Locator(".unasked")).ToHaveCountAsync(8);
        await Expect(servers.Notes).ToContainTextAsync("8 servers were not asked this time.");
        await Expect(servers.Refresh).ToBeFocusedAsync();
        await Expect(servers.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Cancel_LaterRun_KeepsWhatIsKnown()
    {
        var page = await PageAsync();
        await Many(8).ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        var held = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(StatusPage.Refresh, held.SetResult);
        await servers.Refresh.ClickAsync();
        await held.Task;
        await Expect(servers.Rows.Locator(".asking")).ToHaveCountAsync(8);

        await servers.Cancel.ClickAsync();

        await servers.ExpectDoneAsync();
        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(8);
        await Expect(servers.Row("Server 3").Locator(".column-ping")).ToHaveTextAsync("23 ms");
    }

    [SkippableFact]
    public async Task Refresh_PressedTwice_RunsOnce()
    {
        var page = await PageAsync();
        await Many(1).ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        var held = new TaskCompletionSource<IRoute>();
        await page.RouteAsync(StatusPage.Refresh, route => held.TrySetResult(route));
        var calls = CallsOf(page);

        await servers.Refresh.PressAsync("Enter");
        var route = await held.Task;
        await servers.Refresh.PressAsync("Enter");
        await servers.Refresh.ClickAsync(new() { Force = true }); // it says that it is disabled
        await Many(1).AnswerAsync(route);

        await servers.ExpectDoneAsync();
        calls.Should().Equal("GET /server-list", "POST /kaillera/v1/servers/refresh");
    }

    [SkippableFact]
    public async Task Run_ServiceWantsAPause_StopsAndOffersToGoOnThen()
    {
        var page = await PageAsync();
        ExpectInConsole("status of 429");
        await Many(3).ServeListAsync(page);
        await page.RouteAsync(
            StatusPage.Servers,
            static route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 429,
                        ContentType = "application/problem+json",
                        Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = "600" },
                        Body = """{"code": "too-many-checks", "status": 429, "detail": "Too much.", "retryAfter": 600}""",
                    }
                )
        );

        var servers = await ServersPage.OpenAsync(page);

        await Expect(servers.Problem).ToContainTextAsync("You can go on in 600 seconds.");
        await Expect(servers.Retry)
            .ToHaveTextAsync(
                new System.Text.RegularExpressions.Regex(
                    "^Try again in [56][0-9]{2} s$",
                    System.Text.RegularExpressions.RegexOptions.None,
                    TimeSpan.FromSeconds(1)
                )
            );
        await servers.ExpectDoneAsync();
        await Expect(servers.Rows.Locator(".unasked")).ToHaveCountAsync(3);
    }

    [SkippableFact]
    public async Task Run_ServiceDoesNotAskAnAddress_MarksItAndSaysSo()
    {
        var page = await PageAsync();
        await new ServerListAnswer
        {
            Servers = [new("Server 0") { Ms = 20 }, new("Server 1") { IsRefused = true }, new("Server 2") { Ms = 22 }],
        }.ServeAsync(page);

        var servers = await ServersPage.OpenDoneAsync(page);

        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(2);
        await Expect(servers.Status("Server 1")).ToHaveTextAsync("Not asked");
        await Expect(servers.Notes).ToContainTextAsync("1 server was not asked: the service sends nothing to such an address.");
        await Expect(servers.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Run_ServerThatTheServiceDoesNotKnowYet_IsMarked()
    {
        var page = await PageAsync();
        await Many(2).ServeAsync(page);
        await Many(3).ServeListAsync(page);

        var servers = await ServersPage.OpenDoneAsync(page);

        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(2);
        await Expect(servers.Status("Server 2")).ToHaveTextAsync("Not asked");
        await Expect(servers.Notes).ToContainTextAsync("1 server was not asked this time.");
    }

    [SkippableFact]
    public async Task Run_ServiceFails_SaysSoAndRunsAgainOnRetry()
    {
        var page = await PageAsync();
        ExpectInConsole("ERR_FAILED");
        await Many(9).ServeAsync(page);
        await page.RouteAsync(StatusPage.Servers, static route => route.AbortAsync());
        var servers = await ServersPage.OpenAsync(page);
        await Expect(servers.Problem).ToContainTextAsync("The checker can't be reached.");
        await servers.ExpectDoneAsync();
        await Expect(servers.Status("Server 6")).ToHaveTextAsync("Not asked");
        await page.UnrouteAllAsync();
        await Many(9).ServeAsync(page);

        await servers.Retry.ClickAsync();

        await Expect(servers.Progress).ToContainTextAsync("9 of 9 online");
        await Expect(servers.Problem).ToBeHiddenAsync();
        await Expect(servers.Refresh).ToBeFocusedAsync();
    }

    [SkippableTheory]
    [InlineData("no json")]
    [InlineData("{}")]
    public async Task Run_ServiceAnswersSomethingElse_SaysSo(string body)
    {
        var page = await PageAsync();
        await Many(2).ServeAsync(page);
        await page.RouteAsync(StatusPage.Servers, route => route.FulfillAsync(new() { ContentType = "application/json", Body = body }));

        var servers = await ServersPage.OpenAsync(page);

        await Expect(servers.Problem).ToBeVisibleAsync();
        await servers.ExpectDoneAsync();
    }

    [SkippableFact]
    public async Task Open_ListCannotBeFetched_SaysSoAndReadsItOnRetry()
    {
        var page = await PageAsync();
        ExpectInConsole("status of 500");
        await page.RouteAsync(StatusPage.ServerList, route => route.FulfillAsync(new() { Status = 500 }));
        var servers = await ServersPage.OpenAsync(page);
        await Expect(servers.Problem).ToContainTextAsync("Something broke inside the service.");
        await Expect(servers.Table).ToBeHiddenAsync();
        await page.UnrouteAllAsync();
        await Many(2).ServeAsync(page);

        await servers.Retry.ClickAsync();

        await Expect(servers.Progress).ToContainTextAsync("2 of 2 online");
    }

    private static ServerListAnswer Many(int count) =>
        new() { Servers = [.. Enumerable.Range(0, count).Select(number => new ListedAnswer($"Server {number}") { Ms = 20 + number })] };

    private static Task<string[]> PlacesAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('#list-table :is(th, td), .list-tools > *, #list-notes, .one-server')]
              .map((element) => [element, element.getBoundingClientRect()])
              .map(([element, { x, y, width, height }]) => `${element.className || element.id} ${[x, y, width, height].map(Math.round)}`)
            """
        );

    private static ConcurrentQueue<string> CallsOf(IPage page)
    {
        var calls = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            var path = new Uri(request.Url).AbsolutePath;
            if (
                path == "/server-list"
                || path.StartsWith("/kaillera/v1/servers", StringComparison.Ordinal)
                || path == "/kaillera/server-check"
            )
            {
                calls.Enqueue($"{request.Method} {path}");
            }
        };
        return calls;
    }

    private async Task<ServersPage> OpenHeldAsync(ServerListAnswer list, TaskCompletionSource<IRoute> held)
    {
        var page = await PageAsync();
        await list.ServeListAsync(page);
        await page.RouteAsync(StatusPage.Servers, held.SetResult);
        return await ServersPage.OpenAsync(page);
    }
}
