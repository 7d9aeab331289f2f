using static Smash64.Kaillera.Tests.P2P.Loopback;

namespace Smash64.Kaillera.Tests.Servers;

/// <summary>The server probe over real UDP sockets on loopback.</summary>
public sealed class KailleraServerProbeTests
{
    [Fact]
    public async Task PingAsync_Server_IsRespondingAndHearsExactlyThreePings()
    {
        await using var server = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());

        var result = await new KailleraServerProbe(options: null, new ManualTimeProvider()).PingAsync(server.EndPoint);

        result.Should()
            .BeEquivalentTo(new { Status = KailleraPingStatus.Responding, IsReachable = true, Sent = 3, Received = 3, Loss = 0.0 });
        result.EndPoint.Should().Be(server.EndPoint);
        server.Received.Select(Encoding.ASCII.GetString).Should().Equal("PING\0", "PING\0", "PING\0");
    }

    [Fact]
    public async Task PingAsync_RealClock_MeasuresTheTimes()
    {
        await using var server = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = TimeSpan.FromSeconds(10) });

        var result = await probe.PingAsync(server.EndPoint, count: 5);

        result.Status.Should().Be(KailleraPingStatus.Responding);
        result.MinimumRoundTripTime.Should().BePositive();
        result.MeanRoundTripTime.Should().BeGreaterThanOrEqualTo(result.MinimumRoundTripTime!.Value);
        result.MaximumRoundTripTime.Should().BeGreaterThanOrEqualTo(result.MeanRoundTripTime!.Value);
        result.Elapsed.Should().BeGreaterThanOrEqualTo(result.MaximumRoundTripTime!.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task PingAsync_Count_IsKept(int count)
    {
        await using var server = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());

        var result = await new KailleraServerProbe(options: null, new ManualTimeProvider()).PingAsync(server.EndPoint, count);

        result.Sent.Should().Be(count);
        server.Received.Should().HaveCount(count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PingAsync_OnePingOfThreeIsLost_SaysSoAndTimesTheOthers(int lost)
    {
        var clock = new ManualTimeProvider();
        await using var server = UdpProgram.Numbered(number =>
        {
            clock.Advance(number == lost ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(30));
            return number == lost ? null : "PONG\0"u8.ToArray();
        });

        var result = await new KailleraServerProbe(options: null, clock).PingAsync(server.EndPoint);

        result.Should()
            .BeEquivalentTo(
                new
                {
                    Status = KailleraPingStatus.Responding,
                    Sent = 3,
                    Received = 2,
                    MinimumRoundTripTime = TimeSpan.FromMilliseconds(30),
                    MaximumRoundTripTime = TimeSpan.FromMilliseconds(30),
                    Elapsed = TimeSpan.FromMilliseconds(1_060),
                }
            );
        result.Loss.Should().BeApproximately(1 / 3.0, 1e-9);
        result.Reason.Should().Contain("answered 2 of 3 pings");
    }

    [Fact]
    public async Task PingAsync_LatePong_IsNotTakenForTheNextOnes()
    {
        var clock = new ManualTimeProvider();
        using var server = UdpPort.Bind();
        var pinging = new KailleraServerProbe(options: null, clock).PingAsync((IPEndPoint)server.LocalEndPoint!, count: 2);
        var first = await ReceiveFromAsync(server);
        clock.Advance(TimeSpan.FromSeconds(1));
        var second = await ReceiveFromAsync(server);

        await server.SendToAsync("PONG\0"u8.ToArray(), first);
        clock.Advance(TimeSpan.FromMilliseconds(30));
        await server.SendToAsync("PONG\0"u8.ToArray(), second);
        var result = await pinging;

        first.Should().NotBe(second, "the local port tells the pings apart");
        result.Should().BeEquivalentTo(new { Sent = 2, Received = 1, MeanRoundTripTime = TimeSpan.FromMilliseconds(30) });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(2_049)]
    [InlineData(60_000)]
    public async Task PingAsync_GarbageFirst_WaitsForThePong(int length)
    {
        var garbage = new byte[length];
        "PONG\0"u8[..Math.Min(5, length)].CopyTo(garbage);
        using var server = UdpPort.Bind();
        var pinging = new KailleraServerProbe(options: null, new ManualTimeProvider())
            .PingAsync((IPEndPoint)server.LocalEndPoint!, count: 1);
        var peer = await ReceiveFromAsync(server);

        await server.SendToAsync(garbage, peer);
        await server.SendToAsync("PONG\0"u8.ToArray(), peer);
        var result = await pinging;

        result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.Responding, Sent = 1, Received = 1 });
    }

    [Fact]
    public async Task PingAsync_SilentPort_IsNoResponseWhenTheTimeIsUp()
    {
        using var silent = UdpPort.Bind();
        var timeout = TimeSpan.FromMilliseconds(50);

        var result = await new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = timeout })
            .PingAsync((IPEndPoint)silent.LocalEndPoint!, count: 2);

        result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.NoResponse, IsReachable = false, Sent = 2, Loss = 1.0 });
        result.Elapsed.Should().BeGreaterThanOrEqualTo(timeout * 2);
        result.Reason.Should().Contain("2 times").And.Contain("nothing came back");
    }

    [Fact]
    public async Task PingAsync_ClosedPort_IsToldByThePortItself()
    {
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = TimeSpan.FromSeconds(30) });

        var result = await probe.PingAsync(UdpPort.FindClosed(), count: 100);

        result.Should().BeEquivalentTo(new { Status = KailleraPingStatus.PortClosed, IsReachable = false, Sent = 2 });
        result.Reason.Should().Contain("nothing listens on UDP port");
    }

    [Fact]
    public async Task PingAsync_OtherProgram_IsNotAKailleraServer()
    {
        await using var other = UdpProgram.Numbered(_ => "\0xxxxxxxxxx\0"u8.ToArray());
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = TimeSpan.FromSeconds(2) });

        var result = await probe.PingAsync(other.EndPoint, count: 1);

        result.Status.Should().Be(KailleraPingStatus.NotAKailleraServer);
        result.Reason.Should().StartWith("Another program");
    }

    [Fact]
    public async Task PingAsync_CancelledWhileSilent_ThrowsAtOnceWithTheCallersToken()
    {
        using var silent = UdpPort.Bind();
        using var cancellation = new CancellationTokenSource();
        var probe = new KailleraServerProbe(options: null, new ManualTimeProvider());
        var pinging = probe.PingAsync((IPEndPoint)silent.LocalEndPoint!, cancellationToken: cancellation.Token);
        await ReceiveAsync(silent);

        await cancellation.CancelAsync();

        var thrown = await FluentActions.Awaiting(() => pinging).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancellation.Token);
    }

    [Fact]
    public async Task PingAsync_CancelledBeforeItBegan_SendsNothing()
    {
        using var silent = UdpPort.Bind();
        var cancelled = new CancellationToken(canceled: true);

        await FluentActions
            .Awaiting(() => new KailleraServerProbe().PingAsync((IPEndPoint)silent.LocalEndPoint!, cancellationToken: cancelled))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        silent.Available.Should().Be(0);
    }

    [Fact]
    public async Task PingAsync_ManyAtATime_DoNotDisturbEachOther()
    {
        await using var server = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());
        var probe = new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = TimeSpan.FromSeconds(10) });

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => probe.PingAsync(server.EndPoint)));

        results.Should().OnlyContain(result => result.Received == 3);
        server.Received.Should().HaveCount(60);
    }

    [Theory]
    [InlineData("::1", 27888, "*IPv4*::1*")]
    [InlineData("127.0.0.1", 0, "*1 to 65535*127.0.0.1:0*")]
    public async Task PingAsync_ServerThatCantBe_IsRefusedByName(string address, int port, string message)
    {
        await FluentActions
            .Awaiting(() => new KailleraServerProbe().PingAsync(new IPEndPoint(IPAddress.Parse(address), port)))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage(message)
            .WithParameterName("server");
    }

    [Fact]
    public async Task PingAsync_Null_IsRefused()
    {
        await FluentActions
            .Awaiting(() => new KailleraServerProbe().PingAsync(null!))
            .Should()
            .ThrowAsync<ArgumentNullException>()
            .WithParameterName("server");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public async Task PingAsync_CountOutOfRange_IsRefused(int count)
    {
        await FluentActions
            .Awaiting(() => new KailleraServerProbe().PingAsync(new IPEndPoint(IPAddress.Loopback, 27888), count))
            .Should()
            .ThrowAsync<ArgumentOutOfRangeException>()
            .WithParameterName(nameof(count));
    }

    private static async Task<EndPoint> ReceiveFromAsync(Socket socket) =>
        (await socket.ReceiveFromAsync(new byte[2_048], SocketFlags.None, socket.LocalEndPoint!)).RemoteEndPoint;
}
