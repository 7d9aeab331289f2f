namespace Smash64.Kaillera.Console.Tests.Live;

public sealed class ServiceTests
{
    private const string Responding =
        """{"message": "OK", "meta": "{\"host\": \"203.0.113.7\", \"port\": 27900, \"user\": \"[bold]Ness\", \"game\": \"SMASH REMIX\"}", "success": true}""";

    private const string NotResponding =
        """{"message": "Unable to connect", "meta": "{\"host\": \"203.0.113.7\", \"port\": 27900}", "success": false}""";

    private const string NoResponse = """
        {
          "id": "gzu-mWD", "state": "done", "isShared": false,
          "target": { "address": "203.0.113.7", "port": 27886, "isSelf": true },
          "vantage": { "name": "us-east-1", "place": "Virginia" },
          "result": {
            "verdict": "no-response", "isReachable": false, "summary": "203.0.113.7:27886 was asked 20 times.",
            "roundTripMs": null, "elapsedMs": 2500.4, "user": null, "game": null,
            "datagramsSent": 20, "datagramsReceived": 0, "bytesSent": 2010,
            "evidence": [{ "code": "nothing-came-back", "text": "Nothing came back." }],
            "nextSteps": [{ "code": "forward-udp", "text": "Forward UDP." }]
          }
        }
        """;

    [Fact]
    public async Task Check_NoAddress_AsksTheServiceAboutSelf()
    {
        await using var service = StubService.Answering(Responding);

        var run = await KailleraProgram.RunAsync("check", "--port", "27900", "--via", service.Url, "--json");

        run.ExitCode.Should().Be(0);
        run.Json.GetProperty("via").GetString().Should().Be(service.Url);
        run.Json.GetProperty("host").GetString().Should().Be("203.0.113.7");
        run.Json.GetProperty("port").GetInt32().Should().Be(27900);
        run.Json.GetProperty("user").GetString().Should().Be("[bold]Ness");
        service.Requests.Should().HaveCount(2, "it was asked once whether it has the typed API");
        service.Requests[0].Should().StartWith("POST /kaillera/v1/checks ");
        service.Requests[1].Should().StartWith("POST /kaillera/p2p-check ").And.Contain("\"self\"");
    }

    [Fact]
    public async Task Check_AddressAndService_AsksTheServiceAboutTheAddress()
    {
        await using var service = StubService.Answering(NotResponding);

        var run = await KailleraProgram.RunAsync("check", "192.168.1.20:27900", "--via", service.Url);

        run.ExitCode.Should().Be(1);
        run.Output.Should().StartWith("No: 203.0.113.7:27900 did not answer").And.Contain("What to check:");
        service.Requests.Should().HaveCount(2).And.AllSatisfy(request => request.Should().Contain("\"192.168.1.20\""));
    }

    [Fact]
    public async Task Check_ServiceNamesAPlayer_ShowsTheNameWithoutReadingMarkup()
    {
        await using var service = StubService.Answering(Responding);

        var run = await KailleraProgram.RunAsync("check", "--via", service.Url);

        run.ExitCode.Should().Be(0);
        run.Output.Should().StartWith("Yes: ").And.Contain("[bold]Ness").And.Contain("people you trust");
    }

    [Fact]
    public async Task Check_ServiceHasTheTypedApi_SaysWhyNotAndWhatToDo()
    {
        await using var service = StubService.AnsweringTyped(NoResponse);

        var run = await KailleraProgram.RunAsync("check", "--via", service.Url);

        run.ExitCode.Should().Be(1);
        run.Output.Should().StartWith("No: 203.0.113.7:27886 did not answer").And.Contain("asked 20 times").And.Contain("- Forward UDP.");
        run.Output.Should().NotContain("What to check:\n  - Start hosting", "the service knows better than a list for everybody");
        service.Requests.Should().ContainSingle().Which.Should().StartWith("POST /kaillera/v1/checks ");
    }

    [Fact]
    public async Task Check_CodeAndService_HasTheServiceLookItUp()
    {
        await using var service = StubService.AnsweringTyped(
            """
            {"id":"gzu-2","state":"done","isShared":false,"target":null,"code":"PIKA@555","vantage":{"name":"us-east-1","place":"Virginia"},
             "result":{"verdict":"responding","isReachable":true,"summary":"It can be joined.","path":"code","punched":true,
             "roundTripMs":31,"elapsedMs":900,"user":null,"game":null,"datagramsSent":3,"datagramsReceived":2,"bytesSent":120,
             "evidence":[],"nextSteps":[]}}
            """
        );

        var run = await KailleraProgram.RunAsync("check", "pika#555", "--via", service.Url, "--json");

        run.ExitCode.Should().Be(0);
        service.Requests.Should().ContainSingle().Which.Should().StartWith("POST /kaillera/v1/checks ").And.Contain("\"PIKA@555\"");
        var report = run.Json;
        (report.GetProperty("status").GetString(), report.GetProperty("path").GetString(), report.GetProperty("code").GetString())
            .Should()
            .Be(("reachable", "code", "PIKA@555"));
        report.GetProperty("punched").GetBoolean().Should().BeTrue();
        report.GetProperty("port").ValueKind.Should().Be(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Check_CodeAndServiceOfTheOriginalsCallsOnly_SaysThatItLooksNoCodesUp()
    {
        await using var service = StubService.Answering(Responding);

        var run = await KailleraProgram.RunAsync("check", "PIKA@555", "--via", service.Url);

        run.ExitCode.Should().Be(3);
        run.Error.Should().Contain("no typed API");
    }

    [Fact]
    public async Task Check_ServiceHasTheTypedApi_WritesEvidenceAndStepsByCode()
    {
        await using var service = StubService.AnsweringTyped(NoResponse);

        var run = await KailleraProgram.RunAsync("check", "--via", service.Url, "--json");

        run.Json.GetProperty("status").GetString().Should().Be("noResponse");
        run.Json.GetProperty("vantage").GetString().Should().Be("us-east-1");
        run.Json.GetProperty("evidence")[0].GetProperty("code").GetString().Should().Be("nothing-came-back");
        run.Json.GetProperty("nextSteps")[0].GetProperty("code").GetString().Should().Be("forward-udp");
        run.Json.GetProperty("datagramsSent").GetInt32().Should().Be(20);
    }

    [Fact]
    public async Task Check_TypedServiceRefuses_IsAFaultWithItsWords()
    {
        await using var service = StubService.AnsweringTyped(
            """{"title":"This address is not checked","status":403,"detail":"192.168.1.20 is private.","code":"target-refused"}""",
            status: 403
        );

        var run = await KailleraProgram.RunAsync("check", "192.168.1.20", "--via", service.Url);

        run.ExitCode.Should().Be(3);
        run.Error.Should().Contain("192.168.1.20 is private.");
        service.Requests.Should().ContainSingle("a refusal is an answer");
    }

    [Fact]
    public async Task IP_ServiceKnows_PrintsTheAddressAlone()
    {
        await using var service = StubService.Answering("203.0.112.9");

        var run = await KailleraProgram.RunAsync("ip", "--via", service.Url);

        run.ExitCode.Should().Be(0);
        run.Output.Should().Be("203.0.112.9\n");
    }

    [Fact]
    public async Task IP_ServiceCannotTell_SaysNo()
    {
        await using var service = StubService.Answering("Unable to retrieve IP");

        var run = await KailleraProgram.RunAsync("ip", "--via", service.Url, "--json");

        run.ExitCode.Should().Be(1);
        run.Json.GetProperty("address").GetString().Should().BeNull();
    }

    [Theory]
    [InlineData("check")]
    [InlineData("ip")]
    public async Task Service_AnswersWithAnError_IsAFault(string command)
    {
        await using var service = StubService.Answering("oops", status: 500);

        var run = await KailleraProgram.RunAsync(command, "--via", service.Url, "--json");

        ShouldBeAFault(run, "service");
        run.Json.GetProperty("error").GetProperty("httpStatus").GetInt32().Should().Be(500);
    }

    [Fact]
    public async Task Service_AnswersOtherThanTheContract_IsAFault()
    {
        await using var service = StubService.Answering("<html>Welcome</html>");

        ShouldBeAFault(await KailleraProgram.RunAsync("check", "--via", service.Url, "--json"), "service");
    }

    [Fact]
    public async Task Service_IsNoWebServer_IsAFault()
    {
        await using var service = StubService.Babbling();

        ShouldBeAFault(await KailleraProgram.RunAsync("check", "--via", service.Url, "--json"), "network");
    }

    [Fact]
    public async Task Service_NeverAnswers_IsAFaultAtTheTimeout()
    {
        await using var service = StubService.Silent();

        ShouldBeAFault(await KailleraProgram.RunAsync("check", "--via", service.Url, "--timeout", "300ms", "--json"), "service");
    }

    [Fact]
    public async Task Service_IsNotThere_IsAFault()
    {
        string url;
        await using (var service = StubService.Silent())
        {
            url = service.Url;
        }

        var run = await KailleraProgram.RunAsync("check", "--via", url);

        run.ExitCode.Should().Be(3);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("Error: ").And.Contain("could not be reached");
    }

    private static void ShouldBeAFault(ProgramRun run, string kind)
    {
        run.ExitCode.Should().Be(3);
        run.Json.GetProperty("error").GetProperty("kind").GetString().Should().Be(kind);
        run.Json.GetProperty("exitCode").GetInt32().Should().Be(3);
    }
}
