using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using static Microsoft.Playwright.Assertions;

namespace Smash64.Kaillera.Web.Tests.Status;

/// <summary>How the list's servers are asked: a few at a time, at the service's pace, until all are done or somebody cancels.</summary>
public sealed partial class ServerListRunTests : PageTest
{
    private const int AtOnce = 5;

    [SkippableFact]
    public async Task Run_ManyServers_AsksAFewAtATimeAndEachOnce()
    {
        var questions = new Questions();
        var servers = await OpenAsync(Many(12), questions);
        List<IRoute> open = [];
        for (var answered = 0; answered < 12; answered++)
        {
            while (open.Count < Math.Min(AtOnce, 12 - answered))
            {
                open.Add(await questions.NextAsync());
            }

            await Expect(servers.Progress).ToHaveTextAsync($"{answered} of 12 asked");
            await Expect(servers.Rows.Locator(".asking")).ToHaveCountAsync(open.Count);
            questions.Waiting.Should().Be(0, "no more than {0} are asked at once", AtOnce);
            await AnswerAsync(open[0], 40 + answered);
            open.RemoveAt(0);
        }

        await servers.ExpectDoneAsync();
        questions.Asked.Should().OnlyHaveUniqueItems().And.HaveCount(12);
        await Expect(servers.Progress).ToContainTextAsync("12 of 12 online");
    }

    [SkippableFact]
    public async Task Run_AnswersComeIn_MovesNothingOnThePage()
    {
        var questions = new Questions();
        var servers = await OpenAsync(ServerListAnswer.Usual with { Servers = [.. ServerListAnswer.Usual.Servers.Take(AtOnce)] }, questions);
        await Expect(servers.Rows.Locator(".asking")).ToHaveCountAsync(AtOnce);
        var routes = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => questions.NextAsync()));
        foreach (var (width, answer) in new[] { (1280, routes[..2]), (390, routes[2..4]) })
        {
            await servers.Page.SetViewportSizeAsync(width, 900);
            var before = await PlacesAsync(servers.Page);

            await AnswerAsync(answer[0], 321);
            await AnswerAsync(answer[1], ms: null);

            await Expect(servers.Rows.Locator(".asking")).ToHaveCountAsync(width == 1280 ? 3 : 1);
            (await PlacesAsync(servers.Page)).Should().Equal(before);
        }

        await AnswerAsync(routes[4], 1);
        await servers.ExpectDoneAsync();
    }

    [SkippableFact]
    public async Task Refresh_Pressed_ReadsTheListAnewAndKeepsOrderFilterAndFocus()
    {
        var page = await PageAsync();
        await ServerListAnswer.Usual.ServeAsync(page);
        var servers = await ServersPage.OpenDoneAsync(page);
        await servers.Filter.FillAsync("a");
        await servers.Head("Users").ClickAsync();
        var changed = ServerListAnswer.Usual with
        {
            Servers = [.. ServerListAnswer.Usual.Servers.Select(server => server with { Users = server.Users + 1, Ms = server.Ms is null ? 77 : null })],
        };
        await page.UnrouteAllAsync();
        await changed.ServeAsync(page);

        await servers.Refresh.PressAsync("Enter");

        await Expect(servers.Row("Abandoned").Locator(".column-ping")).ToHaveTextAsync("77 ms");
        await servers.ExpectDoneAsync();
        await Expect(servers.Names.First).ToHaveTextAsync("Noche de Smash");
        await Expect(servers.Row("Noche de Smash").Locator(".column-users")).ToHaveTextAsync("58/120");
        await Expect(servers.Status("Noche de Smash")).ToHaveTextAsync("No answer");
        await Expect(servers.Filter).ToHaveValueAsync("a");
        await Expect(servers.Refresh).ToBeFocusedAsync();
    }

    [SkippableFact]
    public async Task Cancel_HalfWay_KeepsWhatIsKnownAndFreesTheButton()
    {
        var questions = new Questions();
        var servers = await OpenAsync(Many(8), questions);
        await AnswerAsync(await questions.NextAsync(), 33);
        await Expect(servers.Progress).ToHaveTextAsync("1 of 8 asked");

        await servers.Cancel.PressAsync("Enter");

        await servers.ExpectDoneAsync();
        await Expect(servers.Progress).ToHaveTextAsync("Cancelled after 1 of 8.");
        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(1);
        await Expect(servers.Rows.Locator(".unasked")).ToHaveCountAsync(7);
        await Expect(servers.Notes).ToContainTextAsync("7 servers were not asked this time.");
        await Expect(servers.Refresh).ToBeFocusedAsync();
        await Expect(servers.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Refresh_PressedTwice_RunsOnce()
    {
        var questions = new Questions();
        var servers = await OpenAsync(Many(1), questions);
        var route = await questions.NextAsync();

        await servers.Refresh.PressAsync("Enter");
        await servers.Refresh.ClickAsync(new() { Force = true }); // it says that it is disabled
        await AnswerAsync(route, 12);

        await servers.ExpectDoneAsync();
        questions.Asked.Should().ContainSingle();
    }

    [SkippableFact]
    public async Task Run_ServiceWantsAPause_SaysSoWaitsAndGoesOnOneByOne()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        ExpectInConsole("status of 429");
        var questions = new Questions();
        var servers = await OpenAsync(Many(7), questions, page);
        var routes = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => questions.NextAsync()));
        await RefuseAsync(routes[0], 429, "60");
        foreach (var route in routes[1..])
        {
            await AnswerAsync(route, 50);
        }

        await Expect(servers.Progress).ToHaveTextAsync(FourAskedAndAPause());
        await Expect(servers.Spoken).ToHaveTextAsync(FourAskedAndAPause());
        await Expect(servers.Rows.Locator(".waiting")).ToHaveCountAsync(3);
        questions.Waiting.Should().Be(0, "nothing is asked before the time that the service named");

        await page.Clock.FastForwardAsync(61_000);
        for (var left = 3; left > 0; left--)
        {
            var route = await questions.NextAsync();
            await Expect(servers.Progress).ToHaveTextAsync($"{7 - left} of 7 asked");
            questions.Waiting.Should().Be(0, "one at a time is asked now");
            await AnswerAsync(route, 60);
        }

        await servers.ExpectDoneAsync();
        await Expect(servers.Progress).ToContainTextAsync("7 of 7 online");
        await Expect(servers.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Run_ServiceWantsALongPause_StopsAndOffersToGoOnThen()
    {
        var page = await PageAsync();
        ExpectInConsole("status of 429");
        await Many(3).ServeListAsync(page);
        await page.RouteAsync(StatusPage.ServerChecks, route => RefuseAsync(route, 429, "600"));

        var servers = await ServersPage.OpenAsync(page);

        await Expect(servers.Problem).ToContainTextAsync("Please wait 600 seconds.");
        await Expect(servers.Retry).ToHaveTextAsync(InSomeMinutes());
        await servers.ExpectDoneAsync();
        await Expect(servers.Rows.Locator(".unasked")).ToHaveCountAsync(3);
    }

    [SkippableFact]
    public async Task Run_OneServerIsNeverAskedInTime_LeavesItAndAsksTheOthers()
    {
        var page = await NewPageAsync();
        await page.Clock.InstallAsync();
        ExpectInConsole("status of 429");
        await Many(3).ServeAsync(page);
        await page.RouteAsync(
            StatusPage.ServerChecks,
            route => IsAbout(route, 1) ? RefuseAsync(route, 429, "1") : route.FallbackAsync()
        );

        var servers = await ServersPage.OpenAsync(page);

        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(2);
        for (var patience = 100; patience > 0 && await servers.Cancel.IsVisibleAsync(); patience--)
        {
            await page.Clock.FastForwardAsync(1_000);
        }

        await servers.ExpectDoneAsync();
        await Expect(servers.Status("Server 1")).ToHaveTextAsync("Not asked");
    }

    [SkippableTheory]
    [InlineData(403, "198.51.100.12 is not asked.")]
    [InlineData(400, "Unable to connect")]
    public async Task Run_ServiceDoesNotAskAnAddress_MarksItAndGoesOn(int status, string message)
    {
        var page = await PageAsync();
        ExpectInConsole($"status of {status}");
        await Many(3).ServeAsync(page);
        await page.RouteAsync(
            StatusPage.ServerChecks,
            route => IsAbout(route, 1)
                ? route.FulfillAsync(new() { Status = status, ContentType = "application/json", Body = $$"""{"message": "{{message}}", "success": false}""" })
                : route.FallbackAsync()
        );

        var servers = await ServersPage.OpenDoneAsync(page);

        await Expect(servers.Rows.Locator(".online")).ToHaveCountAsync(2);
        await Expect(servers.Row("Server 1").Locator(".status")).ToHaveTextAsync("Not asked");
        await Expect(servers.Problem).ToBeHiddenAsync();
    }

    [SkippableFact]
    public async Task Run_ServiceFails_SaysSoAndRunsAgainOnRetry()
    {
        var page = await PageAsync();
        ExpectInConsole("ERR_FAILED");
        await Many(9).ServeAsync(page);
        await page.RouteAsync(StatusPage.ServerChecks, route => IsAbout(route, 6) ? route.AbortAsync() : route.FallbackAsync());
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

    [GeneratedRegex("^Try again in [56][0-9]{2} s$", RegexOptions.None, 1_000)]
    private static partial Regex InSomeMinutes();

    [GeneratedRegex(@"^4 of 7 asked\. The service wants a pause: it goes on in [0-9]+ s\.$", RegexOptions.None, 1_000)]
    private static partial Regex FourAskedAndAPause();

    private static ServerListAnswer Many(int count) =>
        new() { Servers = [.. Enumerable.Range(0, count).Select(number => new ListedAnswer($"Server {number}") { Ms = 20 + number })] };

    private static bool IsAbout(IRoute route, int number) =>
        route.Request.PostData!.Contains($".{(number + 11).ToString(CultureInfo.InvariantCulture)}\"", StringComparison.Ordinal);

    private static Task AnswerAsync(IRoute route, int? ms) => route.FulfillAsync(new() { ContentType = "application/json", Body = ServerListAnswer.ToAnswer(ms) });

    private static Task RefuseAsync(IRoute route, int status, string retryAfter) =>
        route.FulfillAsync(
            new()
            {
                Status = status,
                ContentType = "application/json",
                Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = retryAfter },
                Body = """{"message": "Too much.", "success": false}""",
            }
        );

    private static Task<string[]> PlacesAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('#list-table :is(th, td), .list-tools > *, #list-notes, #list-refresh, .one-server')]
              .map((element) => [element, element.getBoundingClientRect()])
              .map(([element, { x, y, width, height }]) => `${element.className || element.id} ${[x, y, width, height].map(Math.round)}`)
            """
        );

    private async Task<ServersPage> OpenAsync(ServerListAnswer list, Questions questions, IPage? page = null)
    {
        page ??= await PageAsync();
        await list.ServeListAsync(page);
        await page.RouteAsync(StatusPage.ServerChecks, questions.Add);
        return await ServersPage.OpenAsync(page);
    }

    /// <summary>The calls about servers that wait for an answer of the test.</summary>
    private sealed class Questions
    {
        private readonly Channel<IRoute> _routes = Channel.CreateUnbounded<IRoute>();
        private readonly ConcurrentQueue<string> _asked = [];

        public IReadOnlyCollection<string> Asked => _asked;

        /// <summary>Gets how many came that the test has not taken yet.</summary>
        public int Waiting => _routes.Reader.Count;

        public void Add(IRoute route)
        {
            using var body = JsonDocument.Parse(route.Request.PostData!);
            _asked.Enqueue(body.RootElement.GetProperty("host").GetString()!);
            _routes.Writer.TryWrite(route);
        }

        public Task<IRoute> NextAsync() => _routes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15));
    }
}
