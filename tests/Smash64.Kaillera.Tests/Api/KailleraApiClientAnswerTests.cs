using System.Net.Http.Headers;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>Answers that are unusual, or no answers by the contract.</summary>
public sealed class KailleraApiClientAnswerTests
{
    [Theory]
    [InlineData("203.0.113.7", true, "it is an address")]
    [InlineData("\ufeff203.0.113.7", true, "the page's reader drops a byte order mark too")]
    [InlineData("203.0.113.7\n", false, "the page does not trim")]
    [InlineData("203.0.113.07", false, "leading zeros are refused")]
    [InlineData("2001:db8::7", false, "it is IPv6")]
    [InlineData("", false, "there is nothing")]
    [InlineData("Unable to retrieve IP", false, "the service can't tell")]
    public async Task GetIPAsync_Text_IsAddressByThePagesRule(string body, bool isAddress, string because)
    {
        var address = await new FakeService(FakeService.Text(body)).CreateClient().GetIPAsync();

        address.Should().Be(isAddress ? IPAddress.Parse("203.0.113.7") : null, because);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "unable to retrieve IP", "only the known text is known")]
    [InlineData(HttpStatusCode.NotFound, "Unable to retrieve IP", "only 400 is known with it")]
    [InlineData(HttpStatusCode.BadRequest, "203.0.113.7", "a failure's body is no address")]
    [InlineData(HttpStatusCode.Redirect, "", "nobody followed the redirect")]
    public async Task GetIPAsync_OtherFailure_ThrowsHttpStatus(HttpStatusCode status, string body, string because)
    {
        var client = new FakeService(FakeService.Text(body, status)).CreateClient();

        var fault = await client.GetIPAsync().ShouldFailAsync(KailleraApiError.HttpStatus, "get-ip", because);

        (fault.StatusCode, fault.ServiceMessage).Should().Be((status, null));
    }

    [Theory]
    [InlineData("""{"message": "Unable to connect", "success": false}""", "meta may be missing")]
    [InlineData("""{"message": "Unable to connect", "meta": null, "success": false}""", "meta may be null")]
    [InlineData("""{"message": "Unable to connect", "meta": "{}", "success": false}""", "meta may be empty")]
    [InlineData(
        """{"message": "Unable to connect", "meta": "{\"host\": null, \"Host\": 1}", "x": [{}], "success": false}""",
        "other keys are passed over")]
    public async Task CheckP2PAsync_LittleMeta_GivesResultWithoutDetails(string body, string because)
    {
        var result = await new FakeService(FakeService.Text(body)).CreateClient().CheckP2PAsync(FakeService.SomeHost);

        result.Should().Be(new P2PCheckResult(false, "Unable to connect"), because);
    }

    [Fact]
    public async Task CheckP2PAsync_NamesThatSteerATerminal_AreCleaned()
    {
        const string Meta = """{\"host\": \"a\\u0007b\", \"user\": \"\\u001b[2JNess\", \"game\": \"A\\nB\"}""";
        const string Body = $$"""{"message": "O\u001bK", "meta": "{{Meta}}", "success": true}""";

        var result = await new FakeService(FakeService.Text(Body)).CreateClient().CheckP2PAsync(FakeService.SomeHost);

        result.Should().Be(new P2PCheckResult(true, "O\uFFFDK")
        {
            Host = "a\uFFFDb",
            User = "\uFFFD[2JNess",
            Game = "A\uFFFDB",
        });
    }

    [Theory]
    [InlineData("0ms", 0)]
    [InlineData("42ms", 42)]
    [InlineData("2147483647ms", int.MaxValue)]
    [InlineData("2147483648ms", null)]
    [InlineData("99999999999999999999ms", null)]
    [InlineData("ms", null)]
    [InlineData("", null)]
    [InlineData("-1ms", null)]
    [InlineData("+1ms", null)]
    [InlineData(" 1ms", null)]
    [InlineData("1 ms", null)]
    [InlineData("1.5ms", null)]
    [InlineData("1MS", null)]
    [InlineData("1ms\\n", null)]
    [InlineData("1\\u0000ms", null)]
    [InlineData("\\u0661ms", null)]
    public async Task CheckServerAsync_Message_GivesTimeOnlyForMilliseconds(string message, int? milliseconds)
    {
        var body = $$"""{"message": "{{message}}", "success": true}""";
        var client = new FakeService(FakeService.Text(body)).CreateClient();

        var result = await client.CheckServerAsync(FakeService.SomeServer);

        result.IsResponding.Should().BeTrue();
        result.RoundTripTime?.TotalMilliseconds.Should().Be(milliseconds);
        result.RoundTripTime.HasValue.Should().Be(milliseconds.HasValue);
    }

    [Fact]
    public async Task CheckServerAsync_TimeButNoSuccess_GivesNoTime()
    {
        const string Body = """{"message": "42ms", "meta": {}, "success": false}""";

        var client = new FakeService(FakeService.Text(Body)).CreateClient();

        var result = await client.CheckServerAsync(FakeService.SomeServer);

        result.Should().Be(new ServerCheckResult(false, "42ms"), "meta means nothing to this call, whatever it is");
    }

    [Theory]
    [InlineData("", KailleraApiError.NotJson)]
    [InlineData("<html></html>", KailleraApiError.NotJson)]
    [InlineData("{\"message\": \"OK\", \"success\": tru", KailleraApiError.NotJson)]
    [InlineData("{\"message\": \"OK\", \"success\": true}}", KailleraApiError.NotJson)]
    [InlineData("null", KailleraApiError.UnexpectedShape)]
    [InlineData("[]", KailleraApiError.UnexpectedShape)]
    [InlineData("\"OK\"", KailleraApiError.UnexpectedShape)]
    [InlineData("{}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"message\": \"OK\"}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"success\": true}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"Message\": \"OK\", \"Success\": true}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"message\": null, \"success\": true}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"message\": 1, \"success\": true}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"message\": \"OK\", \"success\": \"true\"}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"message\": \"OK\", \"success\": 1}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"message\": \"\\ud800\", \"success\": true}", KailleraApiError.UnexpectedShape)]
    [InlineData("{\"\\ud800\": 1, \"message\": \"OK\", \"success\": true}", KailleraApiError.UnexpectedShape)]
    public async Task Checks_NotTheContract_SayWhy(string body, KailleraApiError error)
    {
        var client = new FakeService(FakeService.Text(body)).CreateClient();

        await client.CheckP2PAsync(FakeService.SomeHost).ShouldFailAsync(error, "p2p-check");
        await client.CheckServerAsync(FakeService.SomeServer).ShouldFailAsync(error, "server-check");
    }

    [Theory]
    [InlineData("{}", "it is not a text")]
    [InlineData("1", "it is not a text")]
    [InlineData("\"\"", "it holds no JSON")]
    [InlineData("\"{\"", "it holds no JSON")]
    [InlineData("\"null\"", "it holds no object")]
    [InlineData("\"[]\"", "it holds no object")]
    [InlineData("\"{\\\"host\\\": 1}\"", "the host is not a text")]
    [InlineData("\"{\\\"port\\\": \\\"27886\\\"}\"", "the port is not a number")]
    [InlineData("\"{\\\"port\\\": 27886.5}\"", "the port is not a whole number")]
    [InlineData("\"{\\\"port\\\": -1}\"", "the port is out of range")]
    [InlineData("\"{\\\"port\\\": 65536}\"", "the port is out of range")]
    [InlineData("\"{\\\"user\\\": []}\"", "the user is not a text")]
    [InlineData("\"{\\\"game\\\": \\\"\\\\ud800\\\"}\"", "the game is half a character")]
    public async Task CheckP2PAsync_MetaNotTheContract_ThrowsUnexpectedShape(string meta, string because)
    {
        var body = $$"""{"message": "OK", "meta": {{meta}}, "success": true}""";
        var client = new FakeService(FakeService.Text(body)).CreateClient();

        await client.CheckP2PAsync(FakeService.SomeHost)
            .ShouldFailAsync(KailleraApiError.UnexpectedShape, "p2p-check", because);
    }

    [Fact]
    public async Task CheckP2PAsync_NotUtf8_ThrowsKailleraApiException()
    {
        var body = Encoding.Latin1.GetBytes("""{"message": "é", "success": true}""");
        var client = new FakeService(FakeService.Bytes(body)).CreateClient();

        await client.CheckP2PAsync(FakeService.SomeHost).ShouldFailAsync(KailleraApiError.UnexpectedShape, "p2p-check");
    }

    [Fact]
    public async Task CheckP2PAsync_HttpFailureWithMessage_TellsItCleanedAndCut()
    {
        var body = $$"""{"message": "A\u001bB{{new string('x', 500)}}"}""";
        var client = new FakeService(FakeService.Text(body, HttpStatusCode.ServiceUnavailable)).CreateClient();

        var fault = await client.CheckP2PAsync(FakeService.SomeHost)
            .ShouldFailAsync(KailleraApiError.HttpStatus, "p2p-check");

        fault.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        fault.ServiceMessage.Should().HaveLength(200).And.StartWith("A\uFFFDBx");
        fault.Message.Should().Contain("503").And.Contain(fault.ServiceMessage);
    }

    [Fact]
    public async Task CheckP2PAsync_RetryAfter_IsTold()
    {
        var client = new FakeService(() => new HttpResponseMessage(HttpStatusCode.TooManyRequests)
        {
            Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(30)) },
        }).CreateClient();

        var fault = await client.CheckP2PAsync(FakeService.SomeHost)
            .ShouldFailAsync(KailleraApiError.HttpStatus, "p2p-check");

        fault.RetryAfter.Should().Be(TimeSpan.FromSeconds(30));
    }
}
