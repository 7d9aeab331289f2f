using System.Net.Http.Headers;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>Which calls are repeated, and when, in virtual time.</summary>
public sealed class KailleraApiClientRetryTests
{
    private const int DeadlineAndWait = 2;

    private static readonly Func<HttpResponseMessage> Fine = FakeService.Text("203.0.113.7");

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task GetIPAsync_PassingFailures_AreWaitedOut(HttpStatusCode status)
    {
        var service = new FakeService(FakeService.Text("", status), FakeService.Broken(), Fine);

        var address = await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        address.Should().Be(IPAddress.Parse("203.0.113.7"));
        service.Requests.Should().HaveCount(3).And.OnlyContain(static request => request.Method == "GET");
        _time.Elapsed.Should().BePositive().And.BeLessThan(TimeSpan.FromSeconds(15));
        _time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Fact]
    public async Task GetIPAsync_BodyBreaksOff_IsRepeated()
    {
        var service = new FakeService(FakeService.Streamed(ScriptedStream.Failing(new IOException())), Fine);

        var address = await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        address.Should().NotBeNull();
        service.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task GetIPAsync_FailuresGoOn_ThrowsTheLastOne()
    {
        var service = new FakeService(
            FakeService.Text("", HttpStatusCode.BadGateway),
            FakeService.Text("", HttpStatusCode.ServiceUnavailable));

        var fault = await RunAsync(service.CreateClient(time: _time).GetIPAsync())
            .ShouldFailAsync(KailleraApiError.HttpStatus, "get-ip");

        fault.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        service.Requests.Should().HaveCount(3);
    }

    [Fact]
    public async Task GetIPAsync_ConnectionStaysBroken_ThrowsHttpRequestException()
    {
        var service = new FakeService(FakeService.Broken());

        await RunAsync(service.CreateClient(time: _time).GetIPAsync()).ShouldThrowAsync<HttpRequestException>();

        service.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task GetIPAsync_LastingFailure_IsNotRepeated(HttpStatusCode status)
    {
        var service = new FakeService(FakeService.Text("", status));

        await RunAsync(service.CreateClient(time: _time).GetIPAsync())
            .ShouldFailAsync(KailleraApiError.HttpStatus, "get-ip");

        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GetIPAsync_AnswerThatIsNoAddress_IsNotRepeated()
    {
        var service = new FakeService(FakeService.Text("Unable to retrieve IP", HttpStatusCode.BadRequest));

        (await RunAsync(service.CreateClient(time: _time).GetIPAsync())).Should().BeNull();

        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GetIPAsync_RetriesSwitchedOff_IsNotRepeated()
    {
        var service = new FakeService(FakeService.Broken());
        var client = service.CreateClient(new KailleraApiClientOptions { MaxRetries = 0 }, _time);

        await RunAsync(client.GetIPAsync()).ShouldThrowAsync<HttpRequestException>();

        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Checks_PassingFailures_AreNeverRepeated()
    {
        const string Because = "a check makes the service send datagrams to somebody";
        var failing = new FakeService(FakeService.Text("", HttpStatusCode.ServiceUnavailable));
        var broken = new FakeService(FakeService.Broken());

        await RunAsync(failing.CreateClient(time: _time).CheckP2PAsync(FakeService.SomeHost))
            .ShouldFailAsync(KailleraApiError.HttpStatus, "p2p-check");
        await RunAsync(broken.CreateClient(time: _time).CheckServerAsync(FakeService.SomeServer))
            .ShouldThrowAsync<HttpRequestException>();

        failing.Requests.Should().ContainSingle(Because);
        broken.Requests.Should().ContainSingle(Because);
    }

    [Fact]
    public async Task GetIPAsync_RetryAfterSeconds_WaitsSoLong()
    {
        var service = new FakeService(Later(new RetryConditionHeaderValue(TimeSpan.FromSeconds(7))), Fine);

        await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        _time.Elapsed.Should().Be(TimeSpan.FromSeconds(7));
        service.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task GetIPAsync_RetryAfterDate_WaitsUntilThen()
    {
        var then = _time.GetUtcNow() + TimeSpan.FromSeconds(5);
        var service = new FakeService(Later(new RetryConditionHeaderValue(then)), Fine);

        await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        _time.GetUtcNow().Should().Be(then);
        service.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task GetIPAsync_RetryAfterDateGoneBy_WaitsAsUsual()
    {
        var then = _time.GetUtcNow() - TimeSpan.FromHours(1);
        var service = new FakeService(Later(new RetryConditionHeaderValue(then)), Fine);

        await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        _time.Elapsed.Should().BePositive();
        service.Requests.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(3600)]
    [InlineData(int.MaxValue)]
    public async Task GetIPAsync_RetryAfterBeyondTheDeadline_ThrowsAtOnce(int seconds)
    {
        var asked = TimeSpan.FromTicks(seconds * TimeSpan.TicksPerSecond);
        var service = new FakeService(Later(new RetryConditionHeaderValue(asked)), Fine);

        var fault = await RunAsync(service.CreateClient(time: _time).GetIPAsync())
            .ShouldFailAsync(KailleraApiError.HttpStatus, "get-ip");

        (fault.StatusCode, fault.RetryAfter).Should().Be((HttpStatusCode.ServiceUnavailable, asked));
        service.Requests.Should().ContainSingle();
        _time.Elapsed.Should().Be(TimeSpan.Zero);
    }

    private static Func<HttpResponseMessage> Later(RetryConditionHeaderValue retryAfter) =>
        () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = retryAfter } };

    // Moves the clock to the end of each wait between tries.
    private async Task<T> RunAsync<T>(Task<T> call)
    {
        while (await Task.WhenAny(call, _time.WaitForTimersAsync(DeadlineAndWait)) != call)
        {
            _time.AdvanceToNextTimer();
        }

        return await call;
    }
}
