namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>The original's calls as HTTP: other origins, other forms of bodies, mistakes.</summary>
public sealed class ContractHttpTests(RunningService running) : IClassFixture<RunningService>
{
    private const int MaxBodyLength = 4_096;
    private const string Origin = "https://smash64.online";

    // A port that is understood and never asked, so that the answer comes at once.
    private const string Request = """{"host": "127.0.0.1", "port": 1024}""";
    private const string Answer =
        """{"message": "Unable to connect", "meta": "{\"host\": \"127.0.0.1\", \"port\": 1024}", "success": false}""";
    private const string InvalidParameters = """{"message": "Invalid parameters", "meta": "{}", "success": false}""";

    private readonly ContractService _service = running.Service;

    public static TheoryData<string, bool, string> OddBodies =>
        new()
        {
            { WithVia("\"\u00FF\u00C0\u0080\""), true, "bytes that are no UTF-8 are not read there" },
            { With("127.0.0.1", "127.0.0.1\u00FF"), false, "a host is a text" },
            { WithVia(Nested(63)), true, "64 levels are read" },
            { WithVia(Nested(64)), false, "65 levels are not" },
            { WithVia("\"\\ud800\""), true, "half a character is not read there" },
            { With("}", ", \"\\udfff\": 1}"), true, "half a character is no name of ours" },
            { With("127.0.0.1", "\\ud800"), false, "half a character is no host" },
            { With("1024", "\"\\udc00\""), false, "half a character is no port" },
            { "\u00EF\u00BB\u00BF" + Request, false, "a byte order mark is no JSON" },
            { "\0", false, "NUL is no JSON" },
        };

    [Theory]
    [InlineData("get-ip", "GET")]
    [InlineData("p2p-check", "POST")]
    [InlineData("server-check", "POST")]
    public async Task Preflight_AnyCall_AllowsOtherOrigins(string call, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, $"/kaillera/{call}");
        request.Headers.Add("Origin", Origin);
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "content-type");

        using var response = await _service.Client.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.NoContent);
        ShouldBeForAllOrigins(response);
        response.Headers.GetValues("Access-Control-Allow-Methods").Single().Split(',').Should().Contain(method);
    }

    [Theory]
    [InlineData("GET", "/kaillera")]
    [InlineData("GET", "/kaillera/")]
    [InlineData("GET", "/kaillera/nothing/here")]
    [InlineData("POST", "/kaillera/get-ip")]
    [InlineData("GET", "/kaillera/p2p-check")]
    [InlineData("PUT", "/kaillera/p2p-check")]
    [InlineData("DELETE", "/kaillera/server-check")]
    public async Task AnyCall_WrongPathOrMethod_IsAMistakeThatOtherOriginsCanRead(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await _service.Client.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json");
        ShouldBeForAllOrigins(response);
    }

    [Theory]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("image/png")]
    [InlineData("no type at all")]
    [InlineData(null)]
    public async Task CheckP2P_AnyContentType_ReadsTheBodyAsJson(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Request));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await _service.Client.PostAsync("/kaillera/p2p-check", content);

        await ShouldBeAsync(response, HttpStatusCode.OK, Answer);
    }

    [Theory]
    [InlineData("p2p-check", false, InvalidParameters)]
    [InlineData("p2p-check", true, InvalidParameters)]
    [InlineData("server-check", false, """{"message": "Invalid parameters", "success": false}""")]
    [InlineData("server-check", true, """{"message": "Invalid parameters", "success": false}""")]
    public async Task Checks_BodyAbove4KB_AreInvalid(string call, bool isChunked, string expected)
    {
        using var content = Body(Request.PadRight(MaxBodyLength + 1), isChunked);

        using var response = await _service.Client.PostAsync($"/kaillera/{call}", content);

        await ShouldBeAsync(response, HttpStatusCode.BadRequest, expected);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CheckP2P_BodyOf4KB_IsRead(bool isChunked)
    {
        using var content = Body(Request.PadRight(MaxBodyLength), isChunked);

        using var response = await _service.Client.PostAsync("/kaillera/p2p-check", content);

        await ShouldBeAsync(response, HttpStatusCode.OK, Answer);
    }

    [Theory]
    [MemberData(nameof(OddBodies))]
    public async Task CheckP2P_OddBody_IsUnderstoodOrInvalid(string latin1, bool isUnderstood, string because)
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin1));

        using var response = await _service.Client.PostAsync("/kaillera/p2p-check", content);

        response.StatusCode.Should().Be(isUnderstood ? HttpStatusCode.OK : HttpStatusCode.BadRequest, because);
        (await response.Content.ReadAsStringAsync()).Should().Be(isUnderstood ? Answer : InvalidParameters);
    }

    [Fact]
    public async Task GetIP_HeaderThatIsSentTwice_TellsTheLastAddress()
    {
        var answer = await RawHttp.AskAsync(
            _service.Address,
            "GET /kaillera/get-ip HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "CF-Connecting-IP: 198.51.100.10\r\ncf-connecting-ip: 198.51.100.11\r\n\r\n"
        );

        answer.Should().StartWith("HTTP/1.1 200 ").And.EndWith("\r\n\r\n198.51.100.11");
    }

    [Fact]
    public async Task GetIP_Answer_IsBareTextThatNoCacheKeeps()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/kaillera/get-ip");
        request.Headers.Add(ContractService.ProxyHeader, "203.0.113.7");

        using var response = await _service.Client.SendAsync(request);

        await ShouldBeAsync(response, HttpStatusCode.OK, "203.0.113.7");
        response.Content.Headers.ContentType?.MediaType.Should().Be("text/plain");
        response.Headers.CacheControl?.NoStore.Should().BeTrue();
    }

    private static string With(string old, string now) => Request.Replace(old, now, StringComparison.Ordinal);

    private static string WithVia(string json) => With("}", $", \"via\": {json}}}");

    private static string Nested(int arrays) => new string('[', arrays) + new string(']', arrays);

    private static ByteArrayContent Body(string text, bool isChunked) =>
        isChunked ? new ChunkedContent(Encoding.UTF8.GetBytes(text)) : new ByteArrayContent(Encoding.UTF8.GetBytes(text));

    private static async Task ShouldBeAsync(HttpResponseMessage response, HttpStatusCode status, string body)
    {
        (await response.Content.ReadAsStringAsync()).Should().Be(body);
        response.StatusCode.Should().Be(status);
        ShouldBeForAllOrigins(response);
    }

    private static void ShouldBeForAllOrigins(HttpResponseMessage response)
    {
        response.Headers.GetValues("Access-Control-Allow-Origin").Should().Equal("*");
        response.Headers.GetValues("Access-Control-Allow-Methods").Should().Equal("OPTIONS,POST,GET");
        response.Headers.GetValues("Access-Control-Allow-Headers").Single().Should().Be("Content-Type");
    }

    /// <summary>A body that does not say its length.</summary>
    private sealed class ChunkedContent(byte[] bytes) : ByteArrayContent(bytes)
    {
        protected override bool TryComputeLength(out long length)
        {
            length = -1;
            return false;
        }
    }
}
