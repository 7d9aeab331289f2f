namespace Smash64.Kaillera.AspNetCore.Tests.V1;

public sealed class AnswerHeadersTests
{
    private static readonly Lazy<Task<CheckerService>> Service = new(() =>
        CheckerService.StartAsync(build: build => build.Services.AddSingleton<IP2PProbe>(new ScriptedProbe(P2PProbeStatus.Responding)))
    );

    [Theory]
    [InlineData("GET", "get-ip", "", 200)]
    [InlineData("GET", "v1/service", "", 200)]
    [InlineData("POST", "v1/checks", "{}", 200)]
    [InlineData("POST", "v1/checks", "no json", 400)]
    [InlineData("POST", "v1/checks", """{"host": "0.0.0.0"}""", 403)]
    [InlineData("GET", "v1/checks/none", "", 404)]
    [InlineData("GET", "v1/checks/none/events", "", 404)]
    [InlineData("POST", "p2p-check", """{"host": "self"}""", 200)]
    [InlineData("POST", "p2p-check", "no json", 400)]
    [InlineData("POST", "p2p-check", """{"host": "0.0.0.0"}""", 403)]
    [InlineData("POST", "server-check", "no json", 400)]
    [InlineData("GET", "health/live", "", 200)]
    [InlineData("GET", "health/ready", "", 200)]
    [InlineData("GET", "nothing/here", "", 404)]
    [InlineData("GET", "", "", 404)]
    [InlineData("GET", "v1/checks", "", 404)]
    [InlineData("DELETE", "v1/checks", "", 404)]
    [InlineData("POST", "get-ip", "", 404)]
    [InlineData("OPTIONS", "v1/checks", "", 204)]
    [InlineData("OPTIONS", "p2p-check", "", 204)]
    [InlineData("OPTIONS", "get-ip", "", 204)]
    public async Task Any_Answer_CarriesTheServicesHeaders(string method, string path, string body, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/kaillera/{path}");
        request.Content = method == "GET" ? null : new StringContent(body);

        var answer = await ServiceAnswer.ReadAsync(await (await Service.Value).Client.SendAsync(request));

        answer.Status.Should().Be(status);
        answer.ShouldCarryTheServicesHeaders();
    }

    [Theory]
    [InlineData("GET", "nothing/here")]
    [InlineData("GET", "v1/checks")]
    [InlineData("PUT", "p2p-check")]
    public async Task Any_UnknownCall_IsAProblemThatAPageCanRead(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/kaillera/{path}");

        var answer = await ServiceAnswer.ReadAsync(await (await Service.Value).Client.SendAsync(request));

        answer.ShouldBeProblem(404, "not-found");
    }

    [Fact]
    public async Task Options_PreflightOfAnotherOrigin_IsAllowed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/kaillera/v1/checks");
        request.Headers.Add("Origin", "https://page.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type,prefer");

        var answer = await ServiceAnswer.ReadAsync(await (await Service.Value).Client.SendAsync(request));

        answer.Status.Should().Be(204);
        answer.Header("Access-Control-Allow-Methods").Should().Contain("POST").And.Contain("GET");
        answer.Header("Access-Control-Allow-Headers").Should().Contain("Content-Type").And.Contain("Prefer").And.Contain("Last-Event-ID");
    }
}
