using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.Tests.P2P;

/// <summary>The probe over real UDP sockets on loopback.</summary>
public sealed class P2PProbeTests
{
    private static readonly P2PProbeOptions Identify = new() { Mode = P2PProbeMode.Identify };

    [Theory]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public async Task ProbeAsync_HostThatAnswersKnocks_IsRespondingAndItsPlayerSeesNothing(P2PHostGeneration generation)
    {
        await using var host = await StartHostAsync(generation);
        await using var probe = new P2PProbe(options: null, new ManualTimeProvider());

        var result = await probe.ProbeAsync(host.EndPoint);

        result.Should().BeEquivalentTo(new { Status = P2PProbeStatus.Responding, DatagramsSent = 1, DatagramsReceived = 1 });
        (await ReadEventsAsync(host)).Should().OnlyContain(happened => happened.Kind == P2PHostEventKind.Knock);
    }

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public async Task ProbeAsync_Identify_ReadsTheNamesAndLeaves(P2PHostGeneration generation)
    {
        await using var host = await StartHostAsync(generation);
        await using var probe = new P2PProbe(Identify);

        var result = await probe.ProbeAsync(host.EndPoint);

        result.Should().BeEquivalentTo(new { Status = P2PProbeStatus.Responding, HostName = "Jos\u00E9", Game = "SMASHREMIX1.5.2" });
        var kinds = (await ReadEventsAsync(host)).Select(happened => happened.Kind).Where(kind => kind != P2PHostEventKind.Knock);
        kinds.Should().Equal(P2PHostEventKind.Request, P2PHostEventKind.Left);
    }

    [Fact]
    public async Task ProbeAsync_Greeting_IsShownToTheHostsPlayer()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["Your P2P works.", "Bye!"] });

        var result = await probe.ProbeAsync(host.EndPoint);

        result.GreetingDelivered.Should().BeTrue();
        var events = await ReadEventsAsync(host);
        events.Where(happened => happened.Kind == P2PHostEventKind.Chat).Select(happened => happened.Text).Should().Equal("Your P2P works.", "Bye!");
        events[^1].Kind.Should().Be(P2PHostEventKind.Left);
    }

    [Fact]
    public async Task ProbeAsync_ClosedPort_IsToldByThePortItself()
    {
        var result = await new P2PProbe().ProbeAsync(FindClosedPort());

        result.Status.Should().Be(P2PProbeStatus.PortClosed);
        result.Reason.Should().Contain("nothing listens on UDP port");
    }

    [Fact]
    public async Task ProbeAsync_SilentPort_IsNoResponseWhenTheTimeIsUp()
    {
        using var silent = OpenSocket();
        var timeout = TimeSpan.FromMilliseconds(400);

        var result = await new P2PProbe().ProbeAsync((IPEndPoint)silent.LocalEndPoint!, new P2PProbeOptions { Timeout = timeout });

        result.Status.Should().Be(P2PProbeStatus.NoResponse);
        result.Elapsed.Should().BeGreaterThanOrEqualTo(timeout);
        result.Reason.Should().Contain("nothing came back").And.Contain("is silent too");
    }

    [Fact]
    public async Task ProbeAsync_HostWithAPeer_IsBusyAndThePeerStays()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        using var peer = OpenSocket();
        await peer.SendToAsync(LoginRequest(), host.EndPoint);
        await WaitForAsync(host, P2PHostEventKind.Request);

        var result = await new P2PProbe().ProbeAsync(host.EndPoint, Identify);

        result.Status.Should().Be(P2PProbeStatus.Busy);
        (await ReadEventsAsync(host)).Should().OnlyContain(happened => happened.Kind == P2PHostEventKind.Knock);
    }

    [Fact]
    public async Task ProbeAsync_TwoProbesOfOneHost_WaitForEachOther()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);

        var results = await Task.WhenAll(
            new P2PProbe().ProbeAsync(host.EndPoint, Identify),
            new P2PProbe().ProbeAsync(new IPEndPoint(host.EndPoint.Address, host.EndPoint.Port), Identify)
        );

        results.Should().OnlyContain(result => result.HostName == "Jos\u00E9");
        var kinds = (await ReadEventsAsync(host)).Select(happened => happened.Kind);
        kinds
            .Should()
            .Equal([P2PHostEventKind.Request, P2PHostEventKind.Left, P2PHostEventKind.Request, P2PHostEventKind.Left], "one visit ends before the next begins");
    }

    [Fact]
    public async Task ProbeAsync_CancelledWhileSilent_ThrowsWithTheCallersToken()
    {
        using var silent = OpenSocket();
        using var cancellation = new CancellationTokenSource();
        var clock = new ManualTimeProvider();
        var probe = new P2PProbe(Identify, clock);
        var probing = probe.ProbeAsync((IPEndPoint)silent.LocalEndPoint!, cancellation.Token);
        await ReceiveAsync(silent);

        await cancellation.CancelAsync();

        var thrown = await FluentActions.Awaiting(() => probing).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancellation.Token);
        var listening = probe.DisposeAsync().AsTask();
        listening.IsCompleted.Should().BeFalse("an answer may be under way");
        clock.Advance(TimeSpan.FromSeconds(1));
        await listening;
    }

    [Fact]
    public async Task ProbeAsync_CancelledWhileSeated_LeavesTheHostFirst()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        using var cancellation = new CancellationTokenSource();
        await using var probe = new P2PProbe(Identify);
        var probing = probe.ProbeAsync(host.EndPoint, cancellation.Token);
        await WaitForAsync(host, P2PHostEventKind.Request);

        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => probing).Should().ThrowAsync<OperationCanceledException>();
        await probe.DisposeAsync();

        (await ReadEventsAsync(host)).Should().Contain(happened => happened.Kind == P2PHostEventKind.Left && !happened.TimedOut);
    }

    [Fact]
    public async Task ProbeAsync_CancelledBeforeItBegan_SendsNothing()
    {
        using var silent = OpenSocket();

        await FluentActions
            .Awaiting(() => new P2PProbe().ProbeAsync((IPEndPoint)silent.LocalEndPoint!, new CancellationToken(canceled: true)))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        silent.Available.Should().Be(0);
    }

    [Fact]
    public async Task ProbeManyAsync_ManyHosts_GivesEachItsOwnResult()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => StartHostAsync(P2PHostGeneration.Second)));
        var closed = FindClosedPort();
        var results = new List<P2PProbeResult>();

        await foreach (
            var result in new P2PProbe().ProbeManyAsync(
                hosts.Select(host => host.EndPoint).Append(closed),
                new P2PProbeOptions { MaxConcurrency = 4, MaxDatagramsPerSecond = 0 }
            )
        )
        {
            results.Add(result);
        }

        results.Select(result => result.EndPoint).Should().BeEquivalentTo(hosts.Select(host => host.EndPoint).Append(closed));
        results
            .Should()
            .OnlyContain(result => result.Status == (result.EndPoint.Equals(closed) ? P2PProbeStatus.PortClosed : P2PProbeStatus.Responding));
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task ProbeManyAsync_DefaultRateAndHostsThatMustBeLoggedInTo_IsRightAndLeavesThemAll()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => StartHostAsync(P2PHostGeneration.First)));
        var results = new List<P2PProbeResult>();

        await foreach (var result in new P2PProbe(Identify).ProbeManyAsync(hosts.Select(host => host.EndPoint)))
        {
            results.Add(result);
        }

        results.Should().HaveCount(hosts.Length).And.OnlyContain(result => result.Status == P2PProbeStatus.Responding);
        foreach (var host in hosts)
        {
            (await ReadEventsAsync(host)).Should().Contain(happened => happened.Kind == P2PHostEventKind.Left && !happened.TimedOut);
        }
    }

    [Fact]
    public async Task ProbeManyAsync_AddressThisMachineCantSendTo_IsAResultAndEndsNothing()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var broadcast = new IPEndPoint(IPAddress.Broadcast, 27886);
        var results = new List<P2PProbeResult>();

        await foreach (var result in new P2PProbe().ProbeManyAsync([broadcast, host.EndPoint]))
        {
            results.Add(result);
        }

        results.Should().HaveCount(2).And.ContainSingle(result => result.Status == P2PProbeStatus.Responding);
        var failed = results.Single(result => result.Status == P2PProbeStatus.Unknown);
        failed.Fault.Should().NotBeNull();
        failed.Reason.Should().Contain("could not be asked from this machine");
    }

    [Fact]
    public async Task ProbeManyAsync_Cancelled_StopsAtOnceWhateverTheRate()
    {
        using var silent = OpenSocket();
        using var cancellation = new CancellationTokenSource();
        var options = new P2PProbeOptions { MaxDatagramsPerSecond = 1 };
        var hosts = Enumerable.Range(0, 1_000).Select(_ => (IPEndPoint)silent.LocalEndPoint!);
        var probing = ReadAsync(new P2PProbe(options, new ManualTimeProvider()).ProbeManyAsync(hosts, cancellationToken: cancellation.Token));
        await ReceiveAsync(silent);

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => probing).Should().ThrowAsync<OperationCanceledException>("no timer of the clock that stands still is waited for");

        static async Task ReadAsync(IAsyncEnumerable<P2PProbeResult> results)
        {
            await foreach (var _ in results) { }
        }
    }

    [Fact]
    public async Task ProbeAsync_LoggerThrows_KeepsNobodyFromTheHost()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var failing = new P2PProbe(options: null, logger: new ThrowingLogger());

        await FluentActions.Awaiting(() => failing.ProbeAsync(host.EndPoint)).Should().ThrowAsync<InvalidOperationException>();

        (await new P2PProbe().ProbeAsync(host.EndPoint)).Status.Should().Be(P2PProbeStatus.Responding);
    }

    [Fact]
    public async Task ProbeAsync_ResultsEndPointIsChanged_DisturbsNoLaterProbe()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.First);
        var result = await new P2PProbe().ProbeAsync(host.EndPoint, Identify);

        result.EndPoint.Port = 1;

        (await new P2PProbe().ProbeAsync(host.EndPoint, Identify)).Status.Should().Be(P2PProbeStatus.Responding);
    }

    [Fact]
    public async Task ProbeManyAsync_ReaderStopsEarly_StopsTheProbing()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var taken = 0;

        await foreach (var result in new P2PProbe().ProbeManyAsync(Endless(), new P2PProbeOptions { MaxConcurrency = 2 }))
        {
            result.Status.Should().Be(P2PProbeStatus.Responding);
            break;
        }

        taken.Should().BeLessThan(50, "the input is read as the work goes on");

        IEnumerable<IPEndPoint> Endless()
        {
            while (true)
            {
                taken++;
                yield return host.EndPoint;
            }
        }
    }

    [Theory]
    [InlineData("::1", 27886, "*IPv4*::1*")]
    [InlineData("127.0.0.1", 0, "*1 to 65535*127.0.0.1:0*")]
    public async Task ProbeAsync_HostThatCantBe_IsRefusedByName(string address, int port, string message)
    {
        await FluentActions
            .Awaiting(() => new P2PProbe().ProbeAsync(new IPEndPoint(IPAddress.Parse(address), port)))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage(message)
            .WithParameterName("host");
    }

    [Fact]
    public async Task ProbeAsync_Null_IsRefused()
    {
        await FluentActions.Awaiting(() => new P2PProbe().ProbeAsync(null!)).Should().ThrowAsync<ArgumentNullException>().WithParameterName("host");
    }

    [Fact]
    public async Task ProbeAsync_PrivateAddress_CarriesAWarning()
    {
        var result = await new P2PProbe().ProbeAsync(FindClosedPort());

        result.Scope.Should().Be(AddressScope.Loopback);
        result.Warning.Should().Contain("127.0.0.1 is this machine itself");
    }

    private sealed class ThrowingLogger : ILogger<P2PProbe>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => throw new InvalidOperationException("The logger is broken.");
    }

    private static Task<P2PHost> StartHostAsync(P2PHostGeneration generation) =>
        P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                UserName = "Jos\u00E9",
                Game = "SMASHREMIX1.5.2",
                Generation = generation,
            }
        );

    private static Socket OpenSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static IPEndPoint FindClosedPort()
    {
        using var socket = OpenSocket();
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    private static async Task ReceiveAsync(Socket socket) => await socket.ReceiveAsync(new byte[2_048]);

    private static byte[] LoginRequest()
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(0, P2PInstructionType.LoginRequest, P2PBodies.Names("Peer", "Emulator", P2PText.DefaultEncoding));
        return writer.Written.ToArray();
    }

    private static async Task WaitForAsync(P2PHost host, P2PHostEventKind kind)
    {
        await foreach (var happened in host.ReadEventsAsync())
        {
            if (happened.Kind == kind)
            {
                return;
            }
        }
    }

    /// <summary>Ends the host and reads all that happened at it.</summary>
    private static async Task<List<P2PHostEvent>> ReadEventsAsync(P2PHost host)
    {
        await host.DisposeAsync();
        var events = new List<P2PHostEvent>();
        await foreach (var happened in host.ReadEventsAsync())
        {
            events.Add(happened);
        }

        return events;
    }
}
