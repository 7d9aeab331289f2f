using Smash64.Kaillera.Api;

namespace Smash64.Kaillera.Tests.Api;

/// <summary>Deadlines and cancellation, in virtual time.</summary>
public sealed class KailleraApiClientDeadlineTests
{
    private const int DeadlineOnly = 1;
    private const int DeadlineAndWait = 2;

    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CheckP2PAsync_NoAnswerInTime_ThrowsTimeout(bool stuckInTheBody)
    {
        using var http = Stuck(stuckInTheBody);
        var client = new KailleraApiClient(http, options: null, _time);

        var call = client.CheckP2PAsync(FakeService.SomeHost);
        await _time.WaitForTimersAsync(DeadlineOnly);
        _time.Advance(TimeSpan.FromSeconds(15) - OneTick);
        call.IsCompleted.Should().BeFalse("a tick is left");
        _time.Advance(OneTick);

        var fault = await call.ShouldThrowAsync<KailleraApiException>();
        (fault.Error, fault.Endpoint, fault.StatusCode).Should().Be((KailleraApiError.Timeout, "p2p-check", null));
        fault.InnerException.Should().BeAssignableTo<OperationCanceledException>();
        _time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetIPAsync_NoAnswerInTime_ThrowsTimeoutAndIsNotRepeated(bool stuckInTheBody)
    {
        using var http = Stuck(stuckInTheBody);
        var client = new KailleraApiClient(http, options: null, _time);

        var call = client.GetIPAsync();
        await _time.WaitForTimersAsync(DeadlineOnly);
        _time.Advance(TimeSpan.FromSeconds(15));

        (await call.ShouldThrowAsync<KailleraApiException>()).Error.Should().Be(KailleraApiError.Timeout);
        _time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetIPAsync_Cancelled_ThrowsWithTheCallersToken(bool stuckInTheBody)
    {
        using var http = Stuck(stuckInTheBody);
        using var cancellation = new CancellationTokenSource();
        var client = new KailleraApiClient(http, options: null, _time);

        var call = client.GetIPAsync(cancellation.Token);
        await _time.WaitForTimersAsync(DeadlineOnly);
        await cancellation.CancelAsync();

        var fault = await call.ShouldThrowAsync<OperationCanceledException>();
        fault.CancellationToken.Should().Be(cancellation.Token);
        _time.TimerCount.Should().Be(0, "nothing may be left behind");
    }

    [Fact]
    public async Task GetIPAsync_CancelledDuringAWait_ThrowsWithTheCallersToken()
    {
        using var cancellation = new CancellationTokenSource();
        var service = new FakeService(FakeService.Broken());

        var call = service.CreateClient(time: _time).GetIPAsync(cancellation.Token);
        await _time.WaitForTimersAsync(DeadlineAndWait);
        await cancellation.CancelAsync();

        var fault = await call.ShouldThrowAsync<OperationCanceledException>();
        fault.CancellationToken.Should().Be(cancellation.Token);
        service.Requests.Should().ContainSingle();
    }

    [Fact]
    public async Task GetIPAsync_DeadlinePassesDuringAWait_ThrowsTimeoutWithTheFaultWaitedOut()
    {
        var options = new KailleraApiClientOptions
        {
            RetryDelay = TimeSpan.FromSeconds(30),
            Timeout = TimeSpan.FromMilliseconds(1),
        };

        var call = new FakeService(FakeService.Broken()).CreateClient(options, _time).GetIPAsync();
        await _time.WaitForTimersAsync(DeadlineAndWait);
        _time.Advance(options.Timeout);

        var fault = await call.ShouldThrowAsync<KailleraApiException>();
        fault.Error.Should().Be(KailleraApiError.Timeout);
        fault.InnerException.Should().BeOfType<HttpRequestException>();
    }

    [Fact]
    public async Task CheckP2PAsync_TimeoutOfTheHttpClient_ThrowsTimeout()
    {
        // What HttpClient throws when its own Timeout has passed.
        var cause = new TaskCanceledException("Timed out.", new TimeoutException());
        var client = new FakeService(FakeService.Throwing(cause)).CreateClient(time: _time);

        var fault = await client.CheckP2PAsync(FakeService.SomeHost).ShouldThrowAsync<KailleraApiException>();

        fault.Error.Should().Be(KailleraApiError.Timeout);
        fault.InnerException.Should().BeSameAs(cause);
    }

    [Fact]
    public async Task CheckP2PAsync_SomebodyElseCancels_PassesThrough()
    {
        var cause = new TaskCanceledException("CancelPendingRequests, say.");
        var client = new FakeService(FakeService.Throwing(cause)).CreateClient(time: _time);

        var fault = await client.CheckP2PAsync(FakeService.SomeHost).ShouldThrowAsync<TaskCanceledException>();

        fault.Should().BeSameAs(cause);
    }

    private static HttpClient Stuck(bool inTheBody) => inTheBody
        ? new FakeService(FakeService.Streamed(ScriptedStream.Stuck())).Http
        : new HttpClient(new StuckHandler());

    private sealed class StuckHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
