using static Smash64.Kaillera.Tests.P2P.Loopback;

namespace Smash64.Kaillera.Tests.P2P;

/// <summary>The probe over real UDP sockets on loopback.</summary>
public sealed class P2PProbeTests : IDisposable
{
    private static readonly P2PProbeOptions Identify = new() { Mode = P2PProbeMode.Identify };

    private readonly ManualTimeProvider _clock = new();

    /// <summary>Lets the pause behind a login pass: another test may be given the same port, and would wait for it for ever.</summary>
    public void Dispose() => _clock.Advance(TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(P2PHostGeneration.Second)]
    [InlineData(P2PHostGeneration.Third)]
    public async Task ProbeAsync_HostThatAnswersKnocks_IsRespondingAndItsPlayerSeesNothing(P2PHostGeneration generation)
    {
        await using var host = await StartHostAsync(generation);
        await using var probe = new P2PProbe(options: null, _clock);

        var result = await probe.ProbeAsync(host.EndPoint);

        result.Should().BeEquivalentTo(new { Status = P2PProbeStatus.Responding, DatagramsSent = 1, DatagramsReceived = 1 });
        (await host.EndAsync()).Should().OnlyContain(happened => happened.Kind == P2PHostEventKind.Knock);
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
        await result.Completion;
        var kinds = (await host.EndAsync()).Select(happened => happened.Kind).Where(kind => kind != P2PHostEventKind.Knock);
        kinds.Should().Equal(P2PHostEventKind.Request, P2PHostEventKind.Left);
    }

    [Fact]
    public async Task ProbeAsync_Greeting_IsShownToTheHostsPlayer()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify, Greeting = ["Your P2P works.", "Bye!"] });

        var result = await probe.ProbeAsync(host.EndPoint);

        result.GreetingDelivered.Should().BeTrue();
        await result.Completion;
        var events = await host.EndAsync();
        events.Where(happened => happened.Kind == P2PHostEventKind.Chat).Select(happened => happened.Text).Should().Equal("Your P2P works.", "Bye!");
        events[^1].Kind.Should().Be(P2PHostEventKind.Left);
    }

    [Fact]
    public async Task ProbeAsync_ClosedPort_IsToldByThePortItself()
    {
        var result = await new P2PProbe().ProbeAsync(UdpPort.FindClosed());

        result.Status.Should().Be(P2PProbeStatus.PortClosed);
        result.Reason.Should().Contain("nothing listens on UDP port");
    }

    [Fact]
    public async Task ProbeAsync_SilentPort_IsNoResponseWhenTheTimeIsUp()
    {
        using var silent = UdpPort.Bind();
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
        using var peer = UdpPort.Bind();
        await peer.SendToAsync(LoginRequest(), host.EndPoint);
        await peer.SendToAsync(Confirmation(), host.EndPoint); // else his seat is free again after three seconds
        await host.WaitForAsync(P2PHostEventKind.Joined);

        var result = await new P2PProbe().ProbeAsync(host.EndPoint, Identify);

        result.Status.Should().Be(P2PProbeStatus.Busy);
        (await host.EndAsync()).Should().OnlyContain(happened => happened.Kind == P2PHostEventKind.Knock);
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
        await Task.WhenAll(results.Select(result => result.Completion));
        var kinds = (await host.EndAsync()).Select(happened => happened.Kind);
        kinds
            .Should()
            .Equal([P2PHostEventKind.Request, P2PHostEventKind.Left, P2PHostEventKind.Request, P2PHostEventKind.Left], "one visit ends before the next begins");
    }

    [Fact]
    public async Task ProbeAsync_CancelledWhileSilent_ThrowsWithTheCallersToken()
    {
        using var silent = UdpPort.Bind();
        using var cancellation = new CancellationTokenSource();
        var probe = new P2PProbe(Identify, _clock);
        var probing = probe.ProbeAsync((IPEndPoint)silent.LocalEndPoint!, cancellation.Token);
        await ReceiveAsync(silent);

        await cancellation.CancelAsync();

        var thrown = await FluentActions.Awaiting(() => probing).Should().ThrowAsync<OperationCanceledException>();
        thrown.Which.CancellationToken.Should().Be(cancellation.Token);
        var listening = probe.DisposeAsync().AsTask();
        listening.IsCompleted.Should().BeFalse("an answer may be under way");
        _clock.Advance(TimeSpan.FromSeconds(1));
        await listening;
    }

    [Fact]
    public async Task ProbeAsync_CancelledWhileSeated_LeavesTheHostBeforeItThrows()
    {
        using var host = UdpPort.Bind();
        using var cancellation = new CancellationTokenSource();
        var probing = new P2PProbe(Identify, _clock).ProbeAsync((IPEndPoint)host.LocalEndPoint!, cancellation.Token);
        var request = await host.ReceiveFromAsync(new byte[2_048], new IPEndPoint(IPAddress.Any, 0));
        await host.SendToAsync(PingOfAHost(), request.RemoteEndPoint); // a seat, and no names, which are waited for
        await HearAsync(host, P2PInstructionType.Ping);

        await cancellation.CancelAsync();
        while (!probing.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Yield();
        }

        // From here on the clock stands still: whatever had to be sent was sent before.
        await FluentActions.Awaiting(() => probing).Should().ThrowAsync<OperationCanceledException>();
        await HearAsync(host, P2PInstructionType.Exit).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task ProbeAsync_CancelledBeforeItBegan_SendsNothing()
    {
        using var silent = UdpPort.Bind();

        await FluentActions
            .Awaiting(() => new P2PProbe().ProbeAsync((IPEndPoint)silent.LocalEndPoint!, new CancellationToken(canceled: true)))
            .Should()
            .ThrowAsync<OperationCanceledException>();

        silent.Available.Should().Be(0);
    }

    [Fact]
    public async Task ProbeAsync_LoggerThrows_KeepsNobodyFromTheHost()
    {
        await using var host = await StartHostAsync(P2PHostGeneration.Second);
        var failing = new P2PProbe(options: null, logger: new RecordingLogger<P2PProbe>(new InvalidOperationException("The logger is broken.")));

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
        var result = await new P2PProbe().ProbeAsync(UdpPort.FindClosed());

        result.Scope.Should().Be(AddressScope.Loopback);
        result.Warning.Should().Contain("127.0.0.1 is this machine itself");
    }

    private static byte[] Confirmation()
    {
        var said = new P2PSentInstructions(P2PProtocol.RepeatedInstructions);
        said.Add(P2PInstructionType.LoginRequest, P2PBodies.Names("Peer", "Emulator", KailleraText.DefaultEncoding));
        said.Add(P2PInstructionType.LoginAccepted, []);
        var buffer = new byte[P2PProtocol.MaxDatagramLength];
        return buffer[..said.Write(buffer)];
    }
}
