using System.IO.Pipelines;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>What the client of the typed API makes of answers: right ones, wrong ones, and those of services that have no such API.</summary>
public sealed class KailleraCheckClientTests
{
    private const string Running = """
        {"id":"gzu-1","state":"running","target":{"address":"203.0.113.7","port":27886,"isSelf":true},
         "vantage":{"name":"us-east-1","place":"Virginia"},"isShared":true,"result":null}
        """;

    private const string ByCode = """
        {"id":"gzu-2","state":"done","target":null,"code":"PIKA@555","vantage":{"name":"us-east-1","place":"Virginia"},"isShared":false,
         "result":{"verdict":"responding","isReachable":true,"summary":"It can be joined.","path":"code","punched":true,"roundTripMs":31,
         "elapsedMs":900,"user":null,"game":null,"datagramsSent":3,"datagramsReceived":2,"bytesSent":120,"evidence":[],"nextSteps":[]}}
        """;

    private const string Asking = """{"stage":"asking","elapsedMs":1,"datagramsSent":1,"datagramsReceived":0}""";

    private static readonly string Done = Running.Replace(
        "\"result\":null",
        """
        "result":{"verdict":"no-response","isReachable":false,"summary":"Asked 20 times.","roundTripMs":null,"elapsedMs":2500.4,
        "user":null,"game":"","datagramsSent":20,"datagramsReceived":0,"bytesSent":2010,
        "evidence":[{"code":"nothing-came-back","text":"Nothing."},{"code":"seen-by-a-later-service","text":"Later."}],
        "nextSteps":[{"code":"forward-udp","text":"Forward it."}],"laterField":[1]}
        """,
        StringComparison.Ordinal
    );

    public static TheoryData<HttpStatusCode, string> AnswersOfOtherServices =>
        new()
        {
            { HttpStatusCode.NotFound, "" },
            { HttpStatusCode.NotFound, """{"message":"Not Found"}""" },
            { HttpStatusCode.Forbidden, """{"message":"Missing Authentication Token"}""" },
            { HttpStatusCode.MethodNotAllowed, "<html>405</html>" },
            { HttpStatusCode.OK, "<html>Welcome</html>" },
            { HttpStatusCode.OK, FakeService.OkAnswer },
            { HttpStatusCode.OK, "null" },
        };

    [Fact]
    public async Task CheckAsync_Done_GivesAllThatTheServiceTells()
    {
        var service = new FakeService(FakeService.Text(Done));

        var check = await Client(service).CheckAsync(FakeService.SomeHost);

        (check.Id, check.Target!.ToString(), check.IsSelf, check.IsShared).Should().Be(("gzu-1", "203.0.113.7:27886", true, true));
        check.Vantage.Should().Be(new KailleraVantage("us-east-1", "Virginia"));
        var result = check.Result!;
        (result.Verdict, result.IsReachable, result.Summary).Should().Be((KailleraCheckVerdict.NoResponse, false, "Asked 20 times."));
        (result.Path, result.IsPunched, check.Code).Should().Be((P2PPathKind.Direct, null, null), "older services tell of no path");
        (result.RoundTripTime, result.Elapsed, result.User, result.Game).Should().Be((null, TimeSpan.FromMilliseconds(2500.4), null, ""));
        (result.DatagramsSent, result.DatagramsReceived, result.BytesSent).Should().Be((20, 0, 2010));
        result
            .Evidence.Should()
            .Equal(
                new KailleraEvidence(KailleraEvidenceCode.NothingCameBack, "Nothing."),
                new KailleraEvidence(KailleraEvidenceCode.Unknown, "Later.")
            );
        result.NextSteps.Should().Equal(new KailleraNextStep(KailleraNextStepCode.ForwardUdp, "Forward it."));
    }

    [Fact]
    public async Task CheckCodeAsync_Done_TellsTheCodeAndNoAddress()
    {
        var service = new FakeService(FakeService.Text(ByCode));

        var check = await Client(service).CheckCodeAsync("PIKA@555");

        (check.Code, check.Target, check.IsSelf).Should().Be(("PIKA@555", null, false));
        (check.Result!.Path, check.Result.IsPunched, check.Result.Verdict)
            .Should()
            .Be((P2PPathKind.Code, true, KailleraCheckVerdict.Responding));
        var request = service.Requests.Should().ContainSingle().Which;
        (request.Method, request.Address).Should().Be(("POST", "https://api.smash64.online/kaillera/v1/checks"));
        request.Body.Should().Be("""{"code":"PIKA@555"}""");
    }

    [Fact]
    public async Task StartCodeAsync_Running_HasNoResultYetAndCanBeRead()
    {
        var running = ByCode[..ByCode.IndexOf("\"result\":", StringComparison.Ordinal)] + "\"result\":null}";
        var client = Client(new FakeService(FakeService.Text(running, HttpStatusCode.Accepted), FakeService.Text(ByCode)));

        var started = await client.StartCodeAsync("PIKA@555");

        (started.Code, started.Result).Should().Be(("PIKA@555", null));
        (await client.GetAsync(started.Id)).Result!.IsReachable.Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("PIKA\n555")]
    [InlineData("PIKA\u202e555")]
    [InlineData("PIKA@5555555555555555555555555555555555555555555555555555555555555")]
    public async Task CheckCodeAsync_NoCode_IsRefusedBeforeAnythingIsSent(string code)
    {
        var service = new FakeService(FakeService.Text(ByCode));

        await Client(service).Invoking(client => client.CheckCodeAsync(code)).Should().ThrowAsync<ArgumentException>();

        service.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task CheckAsync_NeitherTargetNorCode_IsAgainstTheContract()
    {
        var body = ByCode.Replace("\"code\":\"PIKA@555\"", "\"code\":null", StringComparison.Ordinal);
        var client = Client(new FakeService(FakeService.Text(Done), FakeService.Text(body)));
        await client.CheckAsync(FakeService.SomeHost);

        await client.CheckCodeAsync("PIKA@555").ShouldFailAsync(KailleraApiError.UnexpectedShape, "v1/checks");
    }

    [Fact]
    public async Task CheckAsync_AnyHost_PaysForAWholeConversation()
    {
        var service = new FakeService(FakeService.Text(Done));

        await Client(service).CheckAsync(FakeService.SomeHost);

        var request = service.Requests.Should().ContainSingle().Which;
        (request.Method, request.Address).Should().Be(("POST", "https://api.smash64.online/kaillera/v1/checks"));
        request.Body!.TrimEnd().Should().Be("""{"host":"203.0.113.7","port":27886}""");
        (3 * request.Body.Length)
            .Should()
            .BeGreaterThan(2_010, "a service sends three bytes for each, and asks a silent host with so many");
    }

    [Fact]
    public async Task StartAsync_Running_HasNoResultYet()
    {
        var check = await Client(new FakeService(FakeService.Text(Running, HttpStatusCode.Accepted))).StartAsync(P2PCheckRequest.Self());

        check.Result.Should().BeNull();
    }

    [Fact]
    public async Task CheckAsync_TextsThatSteerATerminal_AreCleaned()
    {
        var body = Done.Replace("Asked 20 times.", "\\u001b[2J", StringComparison.Ordinal)
            .Replace("Forward it.", "a\\nb", StringComparison.Ordinal);

        var check = await Client(new FakeService(FakeService.Text(body))).CheckAsync(FakeService.SomeHost);

        check.Result!.Summary.Should().Be("\uFFFD[2J");
        check.Result.NextSteps[0].Text.Should().Be("a\uFFFDb");
    }

    [Theory]
    [MemberData(nameof(AnswersOfOtherServices))]
    public async Task CheckAsync_ServiceHasNoTypedApi_SaysSoAndAsksNoSecondTime(HttpStatusCode status, string body)
    {
        var service = new FakeService(FakeService.Text(body, status));
        var client = Client(service);

        var first = await client.CheckAsync(FakeService.SomeHost).ShouldThrowAsync<KailleraApiException>();
        var second = await client.GetServiceAsync().ShouldThrowAsync<KailleraApiException>();

        (first.Error, second.Error).Should().Be((KailleraApiError.NotSupported, KailleraApiError.NotSupported));
        service.Requests.Should().ContainSingle("it is told apart once");
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    public async Task CheckAsync_ServiceIsNotWell_IsNoProofOfItsAge(HttpStatusCode status)
    {
        var service = new FakeService(FakeService.Text("oops", status), FakeService.Text(Done));
        var client = Client(service);

        await client.CheckAsync(FakeService.SomeHost).ShouldFailAsync(KailleraApiError.HttpStatus, "v1/checks");

        (await client.CheckAsync(FakeService.SomeHost)).Id.Should().Be("gzu-1");
    }

    [Fact]
    public async Task CheckAsync_Refused_NamesTheProblem()
    {
        const string Problem =
            """{"title":"No","status":403,"detail":"192.168.1.20 is private.","code":"target-refused","scope":"private"}""";

        var fault = await Client(new FakeService(FakeService.Text(Problem, HttpStatusCode.Forbidden)))
            .CheckAsync(FakeService.SomeHost)
            .ShouldFailAsync(KailleraApiError.HttpStatus, "v1/checks");

        (fault.StatusCode, fault.ProblemCode, fault.ServiceMessage)
            .Should()
            .Be((HttpStatusCode.Forbidden, "target-refused", "192.168.1.20 is private."));
    }

    [Theory]
    [InlineData("\"port\":27886", "\"port\":0", "it is no port")]
    [InlineData("\"port\":27886", "\"port\":65536", "it is no port")]
    [InlineData("203.0.113.7", "2001:db8::7", "it is no IPv4 address")]
    [InlineData("\"datagramsSent\":20", "\"datagramsSent\":-1", "it is no count")]
    [InlineData("2500.4", "-1", "it is no time")]
    [InlineData("2500.4", "1e300", "it is no time")]
    [InlineData("\"isReachable\":false,", "", "it is what the answer is about")]
    [InlineData("\"id\":\"gzu-1\",", "", "it has no id")]
    [InlineData("\"vantage\":", "\"other\":", "it has no vantage")]
    public async Task CheckAsync_AgainstTheContract_Throws(string right, string wrong, string because)
    {
        var service = new FakeService(FakeService.Text(Done), FakeService.Text(Done.Replace(right, wrong, StringComparison.Ordinal)));
        var client = Client(service);
        await client.CheckAsync(FakeService.SomeHost);

        await client.CheckAsync(FakeService.SomeHost).ShouldFailAsync(KailleraApiError.UnexpectedShape, "v1/checks", because);
    }

    [Theory]
    [InlineData("\"no-response\"")]
    [InlineData("\"in-another-word\"")]
    [InlineData("null")]
    public async Task CheckAsync_VerdictOfALaterService_IsUnknownAndStillTellsWhetherItIsReachable(string verdict)
    {
        var body = Done.Replace("\"no-response\"", verdict, StringComparison.Ordinal);

        var result = (await Client(new FakeService(FakeService.Text(body))).CheckAsync(FakeService.SomeHost)).Result!;

        result.Verdict.Should().Be(verdict == "\"no-response\"" ? KailleraCheckVerdict.NoResponse : KailleraCheckVerdict.Unknown);
        result.IsReachable.Should().BeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    [InlineData("ä")]
    public async Task GetAsync_NoId_IsRefusedBeforeAnythingIsSent(string id)
    {
        var service = new FakeService(FakeService.Text(Done));

        await Client(service).Invoking(client => client.GetAsync(id)).Should().ThrowAsync<ArgumentException>();
        Client(service).Invoking(client => client.FollowAsync(id)).Should().Throw<ArgumentException>();

        service.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task GetAsync_Gone_SaysSo()
    {
        var service = new FakeService(FakeService.Text("""{"code":"check-not-found","detail":"Gone."}""", HttpStatusCode.NotFound));

        var fault = await Client(service).GetAsync("gzu-1").ShouldFailAsync(KailleraApiError.HttpStatus, "v1/checks");

        fault.ProblemCode.Should().Be("check-not-found");
        service.Requests.Single().Address.Should().EndWith("/kaillera/v1/checks/gzu-1");
    }

    [Fact]
    public async Task GetServiceAsync_Answered_TellsWhatAPageNeeds()
    {
        var service = new FakeService(
            FakeService.Text(
                """
                {"vantage":{"name":"fra","place":"Frankfurt"},"targetPolicy":"public-addresses","greetsSelf":true,"caller":"2001:db8::7",
                 "defaultPort":27886,"minPort":1025,"maxPort":65534,"stunPort":3478,
                 "links":{"community":"https://discord.gg/ssb64","addressLookup":"javascript:alert(1)","tool":"https://tool.example/releases"}}
                """
            )
        );

        (await Client(service).GetServiceAsync())
            .Should()
            .Be(
                new KailleraCheckService(new KailleraVantage("fra", "Frankfurt"))
                {
                    Caller = IPAddress.Parse("2001:db8::7"),
                    Targets = KailleraCheckTargets.PublicAddresses,
                    GreetsSelf = true,
                    StunPort = 3478,
                    StunServer = new DnsEndPoint("api.smash64.online", 3478),
                    Community = new Uri("https://discord.gg/ssb64"),
                    AddressLookup = null,
                    Tool = new Uri("https://tool.example/releases"),
                },
                "a link that leads to no page is none"
            );
    }

    [Fact]
    public async Task FollowAsync_ToTheEnd_TellsProgressThenTheResultThenTheLeaving()
    {
        var service = Streaming(
            Event("progress", """{"stage":"asking","elapsedMs":412,"datagramsSent":5,"datagramsReceived":0}"""),
            Event("weather", "{}"),
            Event("progress", """{"stage":"tying-its-shoes","elapsedMs":500,"datagramsSent":6,"datagramsReceived":1}"""),
            Event("result", Done),
            Event("left", Done)
        );

        var updates = await Client(service).FollowAsync("gzu-1").ToListAsync();

        updates.Select(update => update.IsDone).Should().Equal(false, false, true, true);
        updates[0].Progress.Should().Be(new P2PProbeProgress(P2PProbeStage.Asking, TimeSpan.FromMilliseconds(412), 5, 0));
        updates[1].Progress!.Value.Stage.Should().Be(P2PProbeStage.Unknown);
        updates[2].Check!.Result!.Verdict.Should().Be(KailleraCheckVerdict.NoResponse);
        service.Requests.Single().Address.Should().EndWith("/kaillera/v1/checks/gzu-1/events");
    }

    [Fact]
    public async Task FollowAsync_Failed_NamesTheProblem()
    {
        var service = Streaming(Event("failed", """{"code":"stopping","detail":"The service is restarting."}"""));

        var fault = await Client(service).FollowAsync("gzu-1").ToListAsync().AsTask().ShouldThrowAsync<KailleraApiException>();

        (fault.ProblemCode, fault.ServiceMessage).Should().Be(("stopping", "The service is restarting."));
    }

    [Fact]
    public async Task FollowAsync_BreaksOffBeforeTheResult_IsABrokenConnection()
    {
        var service = Streaming(Event("progress", Asking));

        await Client(service).FollowAsync("gzu-1").ToListAsync().AsTask().ShouldThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task FollowAsync_WithoutEnd_IsCutOff()
    {
        var flood = string.Concat(Enumerable.Repeat("data: x\n", 100_000));

        var fault = await Client(new FakeService(FakeService.Text(flood)))
            .FollowAsync("gzu-1")
            .ToListAsync()
            .AsTask()
            .ShouldThrowAsync<KailleraApiException>();

        fault.Error.Should().Be(KailleraApiError.TooLarge);
    }

    [Fact]
    public async Task FollowAsync_NotJson_Throws()
    {
        var fault = await Client(Streaming(Event("result", "<html>")))
            .FollowAsync("gzu-1")
            .ToListAsync()
            .AsTask()
            .ShouldThrowAsync<KailleraApiException>();

        fault.Error.Should().Be(KailleraApiError.NotJson);
    }

    [Fact]
    public async Task FollowAsync_Silence_EndsAtTheTimeoutAndEveryEventBeginsItAnew()
    {
        var time = new ManualTimeProvider();
        var body = new Pipe();
        var client = new KailleraCheckClient(new FakeService(FakeService.Streamed(body.Reader.AsStream())).Http, options: null, time);
        await using var updates = client.FollowAsync("gzu-1").GetAsyncEnumerator();

        for (var i = 0; i < 3; i++)
        {
            var next = updates.MoveNextAsync().AsTask();
            await time.WaitForTimersAsync(1);
            time.Advance(TimeSpan.FromSeconds(14));
            await body.Writer.WriteAsync(Encoding.UTF8.GetBytes(Event("progress", Asking)));
            (await next).Should().BeTrue("the last news is 14 seconds old");
        }

        var last = updates.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(15));

        (await last.ShouldThrowAsync<KailleraApiException>()).Error.Should().Be(KailleraApiError.Timeout);
        await updates.DisposeAsync();
        time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Fact]
    public async Task FollowAsync_Cancelled_ThrowsWithTheCallersToken()
    {
        using var cancellation = new CancellationTokenSource();
        var client = Client(new FakeService(FakeService.Streamed(new Pipe().Reader.AsStream())));

        var call = client.FollowAsync("gzu-1", cancellation.Token).ToListAsync().AsTask();
        await cancellation.CancelAsync();

        (await call.ShouldThrowAsync<OperationCanceledException>()).CancellationToken.Should().Be(cancellation.Token);
    }

    private static KailleraCheckClient Client(FakeService service) => new(service.Http, options: null, new ManualTimeProvider());

    private static string Event(string type, string data) => $"event: {type}\ndata: {data.ReplaceLineEndings(" ")}\n\n";

    private static FakeService Streaming(params string[] events) => new(FakeService.Text(string.Concat(events)));
}
