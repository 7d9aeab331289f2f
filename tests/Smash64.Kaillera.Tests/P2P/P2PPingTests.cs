namespace Smash64.Kaillera.Tests.P2P;

public sealed class P2PPingTests : IDisposable
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(100);

    private readonly P2PProbe _probe = new();

    public void Dispose() => _probe.Dispose();

    [Theory]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public async Task Ping_HostOfToday_AnswersEachAndGivesNoSeat(P2PHostGeneration generation)
    {
        await using var host = await Loopback.StartHostAsync(generation);

        var result = await _probe.PingAsync(host.EndPoint, count: 3, Quick);

        (result.Status, result.Sent, result.Received, result.Loss).Should().Be((P2PProbeStatus.Responding, 3, 3, 0));
        result.Frames.Should().BePositive();
        result.Reason.Should().Contain("3 of 3 knocks").And.Contain("of delay");
        (await host.EndAsync()).Should().OnlyContain(happened => happened.Kind == P2PHostEventKind.Knock);
    }

    [Fact]
    public async Task Ping_HostOfTheFirstGeneration_CantBePingedAndIsSaidSo()
    {
        await using var host = await Loopback.StartHostAsync(P2PHostGeneration.First);

        var result = await _probe.PingAsync(host.EndPoint, count: 1);

        (result.Status, result.Sent, result.Received, result.Loss).Should().Be((P2PProbeStatus.NoResponse, 1, 0, 1));
        result.Reason.Should().Contain("first generation");
        result.Frames.Should().BeNull();
    }

    [Fact]
    public async Task Ping_ClosedPort_IsKnownAfterTheSecondRefusal()
    {
        using var closed = new ClosedPort();

        var result = await _probe.PingAsync(new IPEndPoint(IPAddress.Loopback, closed.Port), count: 20, Quick);

        (result.Status, result.Sent).Should().Be((P2PProbeStatus.PortClosed, 2));
        result.Reason.Should().Contain("nothing listens");
    }

    [Fact]
    public async Task Ping_OtherProgram_IsNoHost()
    {
        await using var other = UdpProgram.Babbling();

        var result = await _probe.PingAsync(other.EndPoint, count: 1);

        result.Status.Should().Be(P2PProbeStatus.NotAP2PHost);
        result.Reason.Should().Contain("Another program");
    }

    [Fact]
    public async Task Ping_SomeAreLost_CountsTheOthers()
    {
        var reply = P2PProtocol.KnockReply.ToArray();
        await using var host = UdpProgram.Numbered(number => number == 1 ? null : reply);

        var result = await _probe.PingAsync(host.EndPoint, count: 3, Quick);

        (result.Status, result.Sent, result.Received).Should().Be((P2PProbeStatus.Responding, 3, 2));
        result.Loss.Should().BeApproximately(1 / 3.0, 0.001);
    }

    [Fact]
    public async Task Ping_Cancelled_StopsAtOnce()
    {
        using var silent = UdpPort.Bind();
        using var stop = new CancellationTokenSource();
        var pinging = _probe.PingAsync((IPEndPoint)silent.LocalEndPoint!, count: 1_000, cancellationToken: stop.Token);

        await stop.CancelAsync();

        await pinging.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(0, 250)]
    [InlineData(1_001, 250)]
    [InlineData(1, 99)]
    [InlineData(1, 60_001)]
    public async Task Ping_NumberOutOfRange_IsTheCallersMistake(int count, int interval)
    {
        var pinging = () => _probe.PingAsync(new IPEndPoint(IPAddress.Loopback, 1), count, TimeSpan.FromMilliseconds(interval));

        await pinging.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Result_OfKnownTimes_HasTheirStatistics()
    {
        var times = Enumerable.Range(1, 20).Select(number => TimeSpan.FromMilliseconds(number)).ToList();
        var result = new P2PPingResult(new IPEndPoint(IPAddress.Loopback, 1), P2PProbeStatus.Responding) { Sent = 25, RoundTripTimes = times };

        result.MinimumRoundTripTime.Should().Be(TimeSpan.FromMilliseconds(1));
        result.MeanRoundTripTime.Should().Be(TimeSpan.FromMilliseconds(10.5));
        result.MedianRoundTripTime.Should().Be(TimeSpan.FromMilliseconds(10));
        result.Percentile95RoundTripTime.Should().Be(TimeSpan.FromMilliseconds(19));
        result.MaximumRoundTripTime.Should().Be(TimeSpan.FromMilliseconds(20));
        result.Jitter.Should().Be(TimeSpan.FromMilliseconds(1));
        result.Loss.Should().BeApproximately(0.2, 0.001);
        result.Frames.Should().Be(1);
    }

    [Fact]
    public void Result_WithoutAnswers_HasNone()
    {
        var result = new P2PPingResult(new IPEndPoint(IPAddress.Loopback, 1), P2PProbeStatus.NoResponse) { Sent = 2 };

        new object?[] { result.MinimumRoundTripTime, result.MeanRoundTripTime, result.MedianRoundTripTime, result.Percentile95RoundTripTime, result.MaximumRoundTripTime, result.Jitter, result.Frames }
            .Should()
            .OnlyContain(value => value == null);
        new P2PPingResult(new IPEndPoint(IPAddress.Loopback, 1), P2PProbeStatus.Unknown).Loss.Should().Be(0);
    }
}
