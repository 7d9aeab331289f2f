using System.Net;
using System.Net.Http.Headers;
using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>Deadlines, cancellation and repeats, in virtual time.</summary>
public sealed class KailleraApiClientTimeTests
{
    private const int DeadlineOnly = 1;
    private const int DeadlineAndWait = 2;

    private static readonly KailleraApiClientOptions OneTry = new() { MaxRetries = 0 };

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_NoAnswerInTime_ThrowTimeout(bool stuckInTheBody)
    {
        using var http = Stuck(stuckInTheBody);
        var client = new KailleraApiClient(http, OneTry, _time);

        var call = client.CheckP2PAsync(FakeService.SomeHost);
        await _time.WaitForTimersAsync(DeadlineOnly);
        _time.Advance(TimeSpan.FromSeconds(15) - TimeSpan.FromTicks(1));
        call.IsCompleted.Should().BeFalse("a tick is left");
        _time.Advance(TimeSpan.FromTicks(1));

        var fault = (await Awaiting(call).Should().ThrowAsync<KailleraApiException>()).Which;
        fault.Should().BeEquivalentTo(new { Error = KailleraApiError.Timeout, Endpoint = "p2p-check", StatusCode = (HttpStatusCode?)null });
        fault.InnerException.Should().BeAssignableTo<OperationCanceledException>();
        _time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_Cancelled_ThrowWithTheCallersToken(bool stuckInTheBody)
    {
        using var http = Stuck(stuckInTheBody);
        using var cancellation = new CancellationTokenSource();
        var client = new KailleraApiClient(http, options: null, _time);

        var call = client.GetIPAsync(cancellation.Token);
        await _time.WaitForTimersAsync(DeadlineOnly);
        await cancellation.CancelAsync();

        (await Awaiting(call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        _time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Fact]
    public async Task CheckP2PAsync_TimeoutOfTheHttpClient_ThrowsTimeout()
    {
        // What HttpClient throws when its own Timeout has passed.
        var cause = new TaskCanceledException("Timed out.", new TimeoutException());
        var client = new FakeService(FakeService.Throwing(cause)).CreateClient(time: _time);

        var fault = (await Awaiting(client.CheckP2PAsync(FakeService.SomeHost)).Should().ThrowAsync<KailleraApiException>()).Which;

        fault.Error.Should().Be(KailleraApiError.Timeout);
        fault.InnerException.Should().BeSameAs(cause);
    }

    [Fact]
    public async Task CheckP2PAsync_SomebodyElseCancels_PassesThrough()
    {
        var cause = new TaskCanceledException("CancelPendingRequests, say.");
        var client = new FakeService(FakeService.Throwing(cause)).CreateClient(time: _time);

        (await Awaiting(client.CheckP2PAsync(FakeService.SomeHost)).Should().ThrowAsync<TaskCanceledException>()).Which.Should().BeSameAs(cause);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    public async Task GetIPAsync_PassingFailures_AreWaitedOut(HttpStatusCode status)
    {
        var service = new FakeService(FakeService.Text("", status), FakeService.Broken(), FakeService.Text("203.0.113.7"));

        var address = await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        address.Should().Be(IPAddress.Parse("203.0.113.7"));
        service.Requests.Should().HaveCount(3).And.OnlyContain(static request => request.Method == "GET");
        _time.Elapsed.Should().BePositive().And.BeLessThan(TimeSpan.FromSeconds(15));
        _time.TimerCount.Should().Be(0);
    }

    [Fact]
    public async Task GetIPAsync_BodyBreaksOff_IsRepeated()
    {
        var service = new FakeService(
            FakeService.Content(static () => new StreamedContent(ScriptedStream.Failing(new IOException()))),
            FakeService.Text("203.0.113.7"));

        (await RunAsync(service.CreateClient(time: _time).GetIPAsync())).Should().NotBeNull();

        service.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task GetIPAsync_FailuresGoOn_ThrowsTheLastOne()
    {
        var failing = new FakeService(FakeService.Text("", HttpStatusCode.BadGateway), FakeService.Text("", HttpStatusCode.ServiceUnavailable));
        var broken = new FakeService(FakeService.Broken());

        var failingCall = () => RunAsync(failing.CreateClient(time: _time).GetIPAsync());
        var brokenCall = () => RunAsync(broken.CreateClient(time: _time).GetIPAsync());

        (await failingCall.Should().ThrowAsync<KailleraApiException>()).Which.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        await brokenCall.Should().ThrowAsync<HttpRequestException>();
        failing.Requests.Should().HaveCount(3);
        broken.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task GetIPAsync_LastingFailure_IsNotRepeated(HttpStatusCode status)
    {
        var service = new FakeService(FakeService.Text("", status));

        await Awaiting(service.CreateClient(time: _time).GetIPAsync()).Should().ThrowAsync<KailleraApiException>();

        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GetIPAsync_RetriesSwitchedOff_IsNotRepeated()
    {
        var service = new FakeService(FakeService.Broken());

        await Awaiting(service.CreateClient(OneTry, _time).GetIPAsync()).Should().ThrowAsync<HttpRequestException>();

        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task Checks_PassingFailures_AreNeverRepeated()
    {
        var failing = new FakeService(FakeService.Text("", HttpStatusCode.ServiceUnavailable));
        var broken = new FakeService(FakeService.Broken());
        var options = new KailleraApiClientOptions { MaxRetries = 10 };

        await Awaiting(failing.CreateClient(options, _time).CheckP2PAsync(FakeService.SomeHost)).Should().ThrowAsync<KailleraApiException>();
        await Awaiting(broken.CreateClient(options, _time).CheckServerAsync(FakeService.SomeServer)).Should().ThrowAsync<HttpRequestException>();

        failing.Requests.Should().ContainSingle("a check makes the service send datagrams to somebody");
        broken.Requests.Should().ContainSingle("a check makes the service send datagrams to somebody");
    }

    [Fact]
    public async Task GetIPAsync_RetryAfterSeconds_WaitsSoLong()
    {
        var service = new FakeService(Later(new RetryConditionHeaderValue(TimeSpan.FromSeconds(7))), FakeService.Text("203.0.113.7"));

        await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        _time.Elapsed.Should().Be(TimeSpan.FromSeconds(7));
        service.Requests.Should().HaveCount(2);
    }

    [Fact]
    public async Task GetIPAsync_RetryAfterDate_WaitsUntilThen()
    {
        var service = new FakeService(
            Later(new RetryConditionHeaderValue(_time.GetUtcNow() + TimeSpan.FromSeconds(5))),
            FakeService.Text("203.0.113.7"));

        await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        _time.Elapsed.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task GetIPAsync_RetryAfterDateGoneBy_WaitsAsUsual()
    {
        var service = new FakeService(
            Later(new RetryConditionHeaderValue(_time.GetUtcNow() - TimeSpan.FromHours(1))),
            FakeService.Text("203.0.113.7"));

        await RunAsync(service.CreateClient(time: _time).GetIPAsync());

        service.Requests.Should().HaveCount(2);
        _time.Elapsed.Should().BePositive();
    }

    [Theory]
    [InlineData(15)]
    [InlineData(3600)]
    [InlineData(int.MaxValue)]
    public async Task GetIPAsync_RetryAfterBeyondTheDeadline_ThrowsAtOnce(int seconds)
    {
        var service = new FakeService(Later(new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds))), FakeService.Text("203.0.113.7"));

        var call = Awaiting(service.CreateClient(time: _time).GetIPAsync());

        var fault = (await call.Should().ThrowAsync<KailleraApiException>()).Which;
        fault.Should().BeEquivalentTo(new { StatusCode = HttpStatusCode.ServiceUnavailable, RetryAfter = TimeSpan.FromSeconds(seconds) });
        service.Requests.Should().ContainSingle();
        _time.Elapsed.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public async Task GetIPAsync_DeadlinePassesDuringAWait_ThrowsTimeoutWithTheFaultWaitedOut()
    {
        var service = new FakeService(FakeService.Broken());
        var client = service.CreateClient(new() { MaxRetries = 10, RetryDelay = TimeSpan.FromSeconds(30), Timeout = TimeSpan.FromMilliseconds(1) }, _time);

        var call = client.GetIPAsync();
        await _time.WaitForTimersAsync(DeadlineAndWait);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var fault = (await Awaiting(call).Should().ThrowAsync<KailleraApiException>()).Which;
        fault.Error.Should().Be(KailleraApiError.Timeout);
        fault.InnerException.Should().BeOfType<HttpRequestException>();
    }

    [Fact]
    public async Task GetIPAsync_CancelledDuringAWait_ThrowsWithTheCallersToken()
    {
        using var cancellation = new CancellationTokenSource();
        var service = new FakeService(FakeService.Broken());

        var call = service.CreateClient(time: _time).GetIPAsync(cancellation.Token);
        await _time.WaitForTimersAsync(DeadlineAndWait);
        await cancellation.CancelAsync();

        (await Awaiting(call).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancellation.Token);
        service.Requests.Should().ContainSingle();
    }

    private static Func<Task<T>> Awaiting<T>(Task<T> call) => () => call;

    private static Func<HttpResponseMessage> Later(RetryConditionHeaderValue retryAfter) =>
        () => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = retryAfter } };

    private static HttpClient Stuck(bool inTheBody) => inTheBody
        ? new FakeService(FakeService.Content(static () => new StreamedContent(ScriptedStream.Stuck()))).Http
        : new HttpClient(new StuckHandler());

    // Moves the clock to the end of each wait between tries.
    private async Task<T> RunAsync<T>(Task<T> call)
    {
        while (await Task.WhenAny(call, _time.WaitForTimersAsync(DeadlineAndWait)) != call)
        {
            _time.AdvanceToNextTimer();
        }

        return await call;
    }

    private sealed class StuckHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
