namespace Smash64.Kaillera.Tests.P2P;

public sealed class P2PHostTests
{
    private static readonly IPEndPoint Peer = new(IPAddress.Loopback, 40_000);

    [Fact]
    public async Task StartAsync_PortIsTaken_ThrowsAndLeavesNothingOpen()
    {
        await using var first = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });

        var thrown = await FluentActions
            .Awaiting(() => P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = first.EndPoint.Port }))
            .Should()
            .ThrowAsync<SocketException>();

        thrown.Which.SocketErrorCode.Should().Be(SocketError.AddressAlreadyInUse);
    }

    [Fact]
    public async Task StartAsync_BrokenSettings_AreAllNamed()
    {
        var options = new P2PHostOptions { Address = IPAddress.IPv6Loopback, Port = 70_000, MaxPeers = 9 };

        await FluentActions
            .Awaiting(() => P2PHost.StartAsync(options))
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*Address must be an IPv4 address; it is ::1*Port must be 0*70000*MaxPeers must be 1 to 3; it is 9*");
    }

    [Fact]
    public async Task DisposeAsync_Twice_FreesThePortOnce()
    {
        var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var port = host.EndPoint.Port;

        await host.DisposeAsync();
        await host.DisposeAsync();

        await using var next = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = port });
        next.EndPoint.Port.Should().Be(port);
    }

    [Fact]
    public async Task DisposeAsync_WithAPeer_TellsHimExit()
    {
        var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        using var peer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await peer.ConnectAsync(host.EndPoint);
        await peer.SendAsync(LoginRequest());
        var buffer = new byte[2_048];
        await peer.ReceiveAsync(buffer); // the alert line: the seat is taken

        await host.DisposeAsync();

        P2PInstructionType newest;
        do
        {
            var length = await peer.ReceiveAsync(buffer);
            P2PDatagramReader.TryCreate(buffer.AsSpan(0, length), out var reader).Should().BeTrue();
            reader.TryRead(out var instruction);
            newest = instruction.Type;
        } while (newest != P2PInstructionType.Exit);

        P2PHostEvent? last = null;
        await foreach (var happened in host.ReadEventsAsync())
        {
            last = happened;
        }

        last.Should().BeEquivalentTo(new { Kind = P2PHostEventKind.Left, HostClosed = true, TimedOut = false });
    }

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    public void Advance_PeerNeverConfirmed_FreesTheSeatSoon(P2PHostGeneration generation)
    {
        var host = new P2PHostConversation(new P2PHostOptions { Generation = generation });
        host.Receive(LoginRequest(), Peer, TimeSpan.Zero);

        host.Advance(TimeSpan.FromSeconds(2.9));
        host.IsOccupied.Should().BeTrue();
        host.Advance(TimeSpan.FromSeconds(3));

        host.IsOccupied.Should().BeFalse();
        ReadEvents(host).Should().SatisfyRespectively(
            request => request.Should().BeEquivalentTo(new { Kind = P2PHostEventKind.Request, Peer, UserName = "Peer", ClientName = "Emulator" }),
            left => left.Should().BeEquivalentTo(new { Kind = P2PHostEventKind.Left, Peer, TimedOut = true })
        );
    }

    [Theory]
    [InlineData(0, "a peer that has just joined")]
    [InlineData(254, "a peer whose serial has come round: 255 is what a fresh host has, too")]
    [InlineData(300, "a peer that has been there for long")]
    public void Advance_ConfirmedPeerFellSilent_FreesTheSeatAfterTenSeconds(int moreInstructions, string because)
    {
        var host = new P2PHostConversation();
        var said = new P2PSentInstructions(P2PProtocol.RepeatedInstructions);
        Span<byte> buffer = stackalloc byte[P2PProtocol.MaxDatagramLength];
        said.Add(P2PInstructionType.LoginRequest, P2PBodies.Names("Peer", "Emulator", KailleraText.DefaultEncoding));
        host.Receive(buffer[..said.Write(buffer)], Peer, TimeSpan.Zero);
        said.Add(P2PInstructionType.LoginAccepted, []);
        host.Receive(buffer[..said.Write(buffer)], Peer, TimeSpan.Zero);
        for (var i = 0; i < moreInstructions; i++)
        {
            said.Add(P2PInstructionType.FrameDelay, []);
            host.Receive(buffer[..said.Write(buffer)], Peer, TimeSpan.Zero);
        }

        host.Advance(TimeSpan.FromSeconds(9.9));
        host.IsOccupied.Should().BeTrue(because);
        host.Advance(TimeSpan.FromSeconds(10));
        host.IsOccupied.Should().BeFalse(because);
    }

    [Theory]
    [InlineData(P2PHostGeneration.First)]
    [InlineData(P2PHostGeneration.Second)]
    public void Advance_StrayInstructionMovedTheWindow_IsFreshForTheNextPlayerAfterAWhile(P2PHostGeneration generation)
    {
        var host = new P2PHostConversation(new P2PHostOptions { Generation = generation });
        host.Receive(ProbeStray(), Peer, TimeSpan.Zero);
        host.Receive(LoginRequest(), Peer, TimeSpan.FromSeconds(1));
        host.IsOccupied.Should().BeFalse("its window has moved on, as a real host's would");

        host.Receive(LoginRequest(), Peer, TimeSpan.FromSeconds(11));

        host.IsOccupied.Should().BeTrue("a real host would ignore this player for ever");
    }

    [Fact]
    public void WakeUp_LongestTimeout_IsNeverReached()
    {
        var host = new P2PHostConversation(new P2PHostOptions { SilentPeerTimeout = TimeSpan.MaxValue });
        host.Receive(LoginRequest(), Peer, TimeSpan.FromSeconds(1));
        host.Receive([2, 1, 1, 0x10, 0, 1, 0x04], Peer, TimeSpan.FromSeconds(1)); // confirmed

        host.WakeUp.Should().Be(TimeSpan.MaxValue);
    }

    [Fact]
    public void Receive_ConnectCodeBehindTheEmulatorName_IsLeftOutOfTheComparison()
    {
        var host = new P2PHostConversation(new P2PHostOptions { ClientName = "Project64" });

        host.Receive(LoginRequest("Project64 {CC:ABCD-1234}"), Peer, TimeSpan.Zero);

        host.TryWrite(out _, out var first).Should().BeTrue();
        ProbeFirst(first.Span).Should().Be(P2PInstructionType.LoginAccepted, "no alert line stands before it");
    }

    [Fact]
    public void Receive_RoomOfTheThirdGeneration_RefusesWhenFullAndSendsStrangersAway()
    {
        var host = new P2PHostConversation(new P2PHostOptions { Generation = P2PHostGeneration.Third, MaxPeers = 1 });
        host.Receive(LoginRequest(), Peer, TimeSpan.Zero);
        host.TryWrite(out _, out var accepted).Should().BeTrue();
        host.Receive(LoginRequest(), new IPEndPoint(IPAddress.Loopback, 40_001), TimeSpan.Zero);
        host.TryWrite(out _, out var refused).Should().BeTrue();

        ProbeFirst(accepted.Span).Should().Be(P2PInstructionType.LoginAccepted);
        ProbeFirst(refused.Span).Should().Be(P2PInstructionType.LoginRefused);
        host.Advance(TimeSpan.FromSeconds(1.2));
        host.IsOccupied.Should().BeFalse();
        host.TryWrite(out var to, out var goodbye).Should().BeTrue();
        to.Should().Be(Peer);
        ProbeFirst(goodbye.Span).Should().Be(P2PInstructionType.LoginRefused);
    }

    private static byte[] ProbeStray()
    {
        var writer = new P2PDatagramWriter(new byte[16]);
        writer.Write(5, P2PInstructionType.Ping);
        return writer.Written.ToArray();
    }

    private static P2PInstructionType ProbeFirst(ReadOnlySpan<byte> datagram)
    {
        P2PDatagramReader.TryCreate(datagram, out var reader).Should().BeTrue();
        reader.TryRead(out var instruction);
        return instruction.Type;
    }

    private static List<P2PHostEvent> ReadEvents(P2PHostConversation host)
    {
        var events = new List<P2PHostEvent>();
        while (host.TryReadEvent(out var happened))
        {
            events.Add(happened);
        }

        return events;
    }

    private static byte[] LoginRequest(string clientName = "Emulator")
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(0, P2PInstructionType.LoginRequest, P2PBodies.Names("Peer", clientName, KailleraText.DefaultEncoding));
        return writer.Written.ToArray();
    }
}
