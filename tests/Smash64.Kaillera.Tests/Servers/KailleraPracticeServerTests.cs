using Smash64.Kaillera.Tests.Servers.Protocol;

namespace Smash64.Kaillera.Tests.Servers;

/// <summary>The practice server over real sockets on loopback.</summary>
public sealed class KailleraPracticeServerTests
{
    public static TheoryData<KailleraPracticePorts> PortStyles => [KailleraPracticePorts.PerUser, KailleraPracticePorts.Shared];

    [Theory]
    [MemberData(nameof(PortStyles))]
    public async Task ReadEventsAsync_TwoClients_SeeEachOtherAndAGame(KailleraPracticePorts ports)
    {
        await using var server = await KailleraPracticeServer.StartAsync(Options(ports));
        using var mario = new LoopbackClient(server.EndPoint);
        using var luigi = new LoopbackClient(server.EndPoint);

        await mario.LogInAsync("Mario");
        await mario.SayAsync(mario.Said.CreateGame("SMASH"));
        await mario.HearAsync(KailleraMessageType.JoinGame);
        await luigi.LogInAsync("Luigi");
        await mario.HearAsync(KailleraMessageType.UserJoined, "Luigi");
        await luigi.SayAsync(luigi.Said.JoinGame(1));
        await luigi.HearAsync(KailleraMessageType.JoinGame);
        await luigi.SayAsync(luigi.Said.Chat("hello"));
        await mario.HearAsync(KailleraMessageType.GlobalChat, "hello");

        luigi.Said.ReadStatus().Games.Should().Equal("SMASH of Mario 1/8");
        luigi.Said.ReadStatus().Users.Should().Equal("Mario");
        server.Users.Select(user => user.Name).Should().Equal("Mario", "Luigi");
        server.Users.Select(user => user.EndPoint).Should().Equal(mario.EndPoint, luigi.EndPoint);
        server.Games.Should().ContainSingle().Which.Players.Should().Be(2);

        await luigi.SayAsync(luigi.Said.Quit());
        await luigi.HearAsync(KailleraMessageType.Quit);
        await mario.SayAsync(mario.Said.Quit());
        await mario.HearAsync(KailleraMessageType.Quit, "Mario");
        var events = await ReadUntilAsync(server, happened => happened is { Kind: KailleraPracticeServerEventKind.Left, UserName: "Mario" });
        events
            .Where(happened => happened.Kind is not (KailleraPracticeServerEventKind.Hello or KailleraPracticeServerEventKind.GameLeft))
            .Select(happened => (happened.Kind, happened.UserName, happened.Text))
            .Should()
            .Equal(
                (KailleraPracticeServerEventKind.Joined, "Mario", null),
                (KailleraPracticeServerEventKind.GameCreated, "Mario", null),
                (KailleraPracticeServerEventKind.Joined, "Luigi", null),
                (KailleraPracticeServerEventKind.GameJoined, "Luigi", null),
                (KailleraPracticeServerEventKind.Chat, "Luigi", "hello"),
                (KailleraPracticeServerEventKind.Left, "Luigi", "bye"),
                (KailleraPracticeServerEventKind.Left, "Mario", "bye")
            );
        server.Users.Should().BeEmpty("the list is changed before the event can be read");
        server.Games.Should().BeEmpty();
    }

    [Fact]
    public async Task PingAsync_OfTheProbe_IsAnsweredAndToldOf()
    {
        await using var server = await KailleraPracticeServer.StartAsync(Options());

        var result = await new KailleraServerProbe().PingAsync(server.EndPoint);

        result.Status.Should().Be(KailleraPingStatus.Responding);
        var events = await ReadUntilAsync(server, happened => happened.Kind is KailleraPracticeServerEventKind.Ping);
        events.Should().ContainSingle();
        server.Users.Should().BeEmpty();
    }

    [Fact]
    public async Task StartAsync_PortIsTaken_Throws()
    {
        await using var first = await KailleraPracticeServer.StartAsync(Options());
        var options = Options();
        options.Port = first.EndPoint.Port;

        var thrown = await FluentActions.Awaiting(() => KailleraPracticeServer.StartAsync(options)).Should().ThrowAsync<SocketException>();

        thrown.Which.SocketErrorCode.Should().Be(SocketError.AddressAlreadyInUse);
    }

    [Fact]
    public async Task StartAsync_Cancelled_OpensNothing()
    {
        var cancelled = new CancellationToken(canceled: true);

        await FluentActions
            .Awaiting(() => KailleraPracticeServer.StartAsync(Options(), cancelled))
            .Should()
            .ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task DisposeAsync_WithAUser_TellsHimAndFreesAllPorts()
    {
        var server = await KailleraPracticeServer.StartAsync(Options());
        using var user = new LoopbackClient(server.EndPoint);
        await user.LogInAsync("Mario");

        await server.DisposeAsync();
        await server.DisposeAsync();

        await user.HearAsync(KailleraMessageType.Quit, "Server closed");
        server.Users.Should().BeEmpty();
        var events = await ReadUntilAsync(server, _ => false);
        events[^1].Should().BeEquivalentTo(new { Kind = KailleraPracticeServerEventKind.Left, UserName = "Mario", ServerClosed = true });
        foreach (var port in new[] { server.EndPoint.Port, user.Port })
        {
            CanBind(port).Should().BeTrue();
        }
    }

    [Fact]
    public async Task ReadEventsAsync_SilentUser_LeavesWhenTheClockSaysSo()
    {
        var time = new ManualTimeProvider();
        await using var server = await KailleraPracticeServer.StartAsync(Options(), time);
        using var user = new LoopbackClient(server.EndPoint);
        await user.LogInAsync("Mario");
        server.Users.Should().ContainSingle();

        var reading = ReadUntilAsync(server, happened => happened.Kind is KailleraPracticeServerEventKind.Left);
        while (!reading.IsCompleted)
        {
            // Once is not enough if the server is just about to set its alarm.
            time.Advance(TimeSpan.FromSeconds(190));
            await Task.Yield();
        }

        var events = await reading;
        events[^1].Should().BeEquivalentTo(new { UserName = "Mario", TimedOut = true, Text = "Ping Timeout" });
        server.Users.Should().BeEmpty();
    }

    [Fact]
    public async Task ReadEventsAsync_ClientLeft_HisPortIsClosed()
    {
        await using var server = await KailleraPracticeServer.StartAsync(Options());
        using var user = new LoopbackClient(server.EndPoint);
        await user.LogInAsync("Mario");
        await user.SayAsync(user.Said.Quit());
        await user.HearAsync(KailleraMessageType.Quit);
        await ReadUntilAsync(server, happened => happened.Kind is KailleraPracticeServerEventKind.Left);

        // The port is free as soon as its reader has noticed, which is on another thread.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!CanBind(user.Port))
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        using var other = new LoopbackClient(server.EndPoint);
        await other.LogInAsync("Luigi");
        server.Users.Should().ContainSingle("the server goes on");
    }

    private static KailleraPracticeServerOptions Options(KailleraPracticePorts ports = KailleraPracticePorts.PerUser) =>
        new()
        {
            Address = IPAddress.Loopback,
            Port = 0,
            Ports = ports,
            MaxPing = null, // the machine may be busy
            LoginTimeout = TimeSpan.FromMinutes(1),
        };

    private static bool CanBind(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<List<KailleraPracticeServerEvent>> ReadUntilAsync(
        KailleraPracticeServer server,
        Predicate<KailleraPracticeServerEvent> isLast
    )
    {
        var events = new List<KailleraPracticeServerEvent>();
        await foreach (var happened in server.ReadEventsAsync())
        {
            events.Add(happened);
            if (isLast(happened))
            {
                break;
            }
        }

        return events;
    }

    /// <summary>A client with a socket of its own.</summary>
    private sealed class LoopbackClient(IPEndPoint doorway) : IDisposable
    {
        private readonly Socket _socket = UdpPort.Bind();

        public PracticeClient Said { get; } = new();

        public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

        public int Port { get; private set; }

        public async Task LogInAsync(string name)
        {
            await _socket.SendToAsync(PracticeClient.Hello, doorway);
            var answer = Encoding.ASCII.GetString(await ReceiveAsync());
            answer.Should().StartWith("HELLOD00D");
            Port = int.Parse(answer.AsSpan(9).TrimEnd('\0'), provider: null);
            await SayAsync(Said.Login(name));
            for (var i = 0; i < KailleraProtocol.LoginAcks; i++)
            {
                await HearNextAsync();
                await SayAsync(Said.Ack());
            }

            await HearAsync(KailleraMessageType.ServerStatus);
        }

        public async Task SayAsync(byte[] datagram) => await _socket.SendToAsync(datagram, new IPEndPoint(IPAddress.Loopback, Port));

        /// <summary>Waits for a message, unless it has come already.</summary>
        public async Task HearAsync(KailleraMessageType type, string part = "")
        {
            while (!Said.Lines(type).Any(line => line.Contains(part, StringComparison.Ordinal)))
            {
                await HearNextAsync();
            }
        }

        public void Dispose() => _socket.Dispose();

        private async Task HearNextAsync()
        {
            while (!Said.Hear(await ReceiveAsync()))
            {
                // Only what is known already.
            }
        }

        private async Task<byte[]> ReceiveAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var buffer = new byte[2_048];
            var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, doorway, patience.Token);
            return buffer[..received.ReceivedBytes];
        }
    }
}
