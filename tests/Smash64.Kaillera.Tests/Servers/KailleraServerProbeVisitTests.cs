namespace Smash64.Kaillera.Tests.Servers;

/// <summary>Hellos and visits over real UDP sockets on loopback.</summary>
public sealed class KailleraServerProbeVisitTests
{
    private static readonly string[] Welcome = ["Welcome!", "No cheating."];

    [Fact]
    public async Task CheckDoorwayAsync_OpenServer_IsOpenAndNobodySeesIt()
    {
        await using var server = await StartAsync();
        await using var probe = new KailleraServerProbe();

        var result = await probe.CheckDoorwayAsync(server.EndPoint);

        result.Should().BeEquivalentTo(new { server.EndPoint, Status = KailleraServerStatus.Open, IsReachable = true, Scope = AddressScope.Loopback });
        result.LoginPort.Should().BePositive().And.NotBe(server.EndPoint.Port);
        result.RoundTripTime.Should().BePositive();
        result.Reason.Should().Contain($"offers port {result.LoginPort}");
        server.Users.Should().BeEmpty();
    }

    [Fact]
    public async Task CheckDoorwayAsync_FullServer_IsFull()
    {
        await using var server = UdpProgram.Numbered(_ => "TOO\0"u8.ToArray());
        await using var probe = new KailleraServerProbe();

        var result = await probe.CheckDoorwayAsync(server.EndPoint);

        result.Status.Should().Be(KailleraServerStatus.Full);
        result.Reason.Should().EndWith("is up, and full.");
    }

    [Fact]
    public async Task CheckDoorwayAsync_ClosedPort_IsClosed()
    {
        await using var probe = new KailleraServerProbe();

        var result = await probe.CheckDoorwayAsync(UdpPort.FindClosed());

        result.Status.Should().Be(KailleraServerStatus.PortClosed);
        result.Reason.Should().Contain("nothing listens");
    }

    [Fact]
    public async Task QueryAsync_Server_SeesUsersGamesAndLinesAndIsSeenComingAndGoing()
    {
        await using var server = await StartAsync(options =>
        {
            options.Announcements = Welcome;
            options.PretendedUsers =
            [
                new("Mario") { Ping = TimeSpan.FromMilliseconds(12), Connection = KailleraConnection.Lan, Status = KailleraUserStatus.Playing },
                new("Zoë") { Ping = TimeSpan.FromMilliseconds(99), Connection = KailleraConnection.Bad },
            ];
            options.PretendedGames = [new("Smash Remix") { Owner = "Mario", Emulator = "Project64k", Players = 2, MaxPlayers = 4, Status = KailleraGameStatus.Playing }];
        });
        await using var probe = new KailleraServerProbe();

        var info = await probe.QueryAsync(server.EndPoint, new KailleraQueryOptions { UserName = "Visitor", QuitMessage = "Bye all" });

        info.Should()
            .BeEquivalentTo(
                new
                {
                    server.EndPoint,
                    Status = KailleraServerStatus.Open,
                    IsComplete = true,
                    HasLeft = true,
                    UserName = "Visitor",
                    Announcements = Welcome,
                    Users = new[]
                    {
                        new { Name = "Mario", Ping = TimeSpan.FromMilliseconds(12), Connection = KailleraConnection.Lan, Status = KailleraUserStatus.Playing },
                        new { Name = "Zoë", Ping = TimeSpan.FromMilliseconds(99), Connection = KailleraConnection.Bad, Status = KailleraUserStatus.Idle },
                    },
                    Games = new[]
                    {
                        new { Name = "Smash Remix", Owner = "Mario", Emulator = "Project64k", Players = 2, MaxPlayers = 4, Status = KailleraGameStatus.Playing },
                    },
                }
            );
        info.Users[1].NameBytes.ToArray().Should().Equal(0x5A, 0x6F, 0xEB);
        info.RoundTripTime.Should().BePositive();
        info.Reason.Should().EndWith("let us in: 2 users and 1 game.");
        (await ReadUntilLeftAsync(server)).Should().Equal(KailleraPracticeServerEventKind.Joined, KailleraPracticeServerEventKind.Left);
        server.Users.Should().OnlyContain(user => user.EndPoint == null, "the visitor has left");
    }

    [Fact]
    public async Task QueryAsync_NameInUse_IsRejectedWithTheServersWords()
    {
        await using var server = await StartAsync(options => options.PretendedUsers = [new("UNIQUE")]);
        await using var probe = new KailleraServerProbe();

        var info = await probe.QueryAsync(server.EndPoint, new KailleraQueryOptions { UserName = "Unique" });

        info.Should().BeEquivalentTo(new { Status = KailleraServerStatus.Rejected, IsReachable = true, HasLeft = true });
        info.Rejection.Should().Contain("UNIQUE");
        info.Reason.Should().Contain(info.Rejection);
        info.Users.Should().BeEmpty();
    }

    [Fact]
    public async Task QueryAsync_TwoAtATimeByDefault_DoNotGetInEachOthersWay()
    {
        await using var server = await StartAsync();
        await using var one = new KailleraServerProbe();
        await using var other = new KailleraServerProbe();

        var infos = await Task.WhenAll(one.QueryAsync(server.EndPoint), other.QueryAsync(server.EndPoint));

        infos.Should().OnlyContain(info => info.Status == KailleraServerStatus.Open && info.UserName!.StartsWith("Status check ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task QueryAsync_CancelledOnTheServer_LeavesItBeforeTheCallEnds()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await StartAsync(options => options.Announcements = [.. Enumerable.Range(0, 32).Select(line => $"Line {line}")]);
        await using var probe = new KailleraServerProbe();

        var visit = probe.QueryAsync(server.EndPoint, options: null, cancel.Token);
        await foreach (var happened in server.ReadEventsAsync())
        {
            if (happened.Kind is KailleraPracticeServerEventKind.Joined)
            {
                break;
            }
        }

        await cancel.CancelAsync();

        (await FluentActions.Awaiting(() => visit).Should().ThrowAsync<OperationCanceledException>()).Which.CancellationToken.Should().Be(cancel.Token);
        server.Users.Should().BeEmpty("the visitor said farewell first");
    }

    [Fact]
    public async Task QueryAsync_CancelledWithTheLoginUnanswered_EndsAtOnceAndSaysFarewellInTheBackground()
    {
        using var cancel = new CancellationTokenSource();
        using var loginPort = UdpPort.Bind();
        await using var doorway = UdpProgram.Numbered(_ => Encoding.ASCII.GetBytes($"HELLOD00D{((IPEndPoint)loginPort.LocalEndPoint!).Port}\0"));
        await using var probe = new KailleraServerProbe();

        var visit = probe.QueryAsync(doorway.EndPoint, new KailleraQueryOptions { QuitMessage = "farewell" }, cancel.Token);
        (await ReceiveAsync(loginPort)).Should().Contain("Status check", "that is the login");
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => visit).Should().ThrowAsync<OperationCanceledException>();
        await probe.DisposeAsync();
        var heard = new List<string>();
        while (loginPort.Available > 0)
        {
            heard.Add(await ReceiveAsync(loginPort));
        }

        heard.Count(datagram => datagram.Contains("farewell", StringComparison.Ordinal)).Should().Be(6);
    }

    [Fact]
    public async Task QueryAsync_ClosedPort_IsClosedAndNothingIsLeftToSay()
    {
        await using var probe = new KailleraServerProbe();

        var info = await probe.QueryAsync(UdpPort.FindClosed());

        info.Should().BeEquivalentTo(new { Status = KailleraServerStatus.PortClosed, HasLeft = true, UserName = (string?)null, LoginPort = (int?)null });
    }

    [Fact]
    public async Task QueryAsync_LoginPortClosed_SaysThatTheLoginStayedUnanswered()
    {
        var closed = UdpPort.FindClosed();
        await using var doorway = UdpProgram.Numbered(_ => Encoding.ASCII.GetBytes($"HELLOD00D{closed.Port}\0"));
        await using var probe = new KailleraServerProbe();

        var info = await probe.QueryAsync(doorway.EndPoint);

        info.Should().BeEquivalentTo(new { Status = KailleraServerStatus.LoginUnanswered, LoginPort = closed.Port, HasLeft = true });
        info.Reason.Should().Contain($"offered port {closed.Port}, but nothing came from there");
    }

    [Fact]
    public async Task PingManyAsync_AnEndlessListOfServers_IsReadNoFurtherThanItIsConsumed()
    {
        await using var server = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());
        await using var probe = new KailleraServerProbe(new KailleraServerProbeOptions { MaxConcurrency = 2, PingCount = 1, MaxDatagramsPerSecond = 0 });
        var read = 0;

        IEnumerable<IPEndPoint> Endless()
        {
            while (true)
            {
                read++;
                yield return server.EndPoint;
            }
        }

        var results = new List<KailleraPingResult>();
        await foreach (var result in probe.PingManyAsync(Endless()))
        {
            results.Add(result);
            if (results.Count == 5)
            {
                break;
            }
        }

        results.Should().HaveCount(5).And.OnlyContain(result => result.Status == KailleraPingStatus.Responding && result.Sent == 1);
        read.Should().BeLessThan(50);
    }

    [Fact]
    public async Task PingManyAsync_OpenAndClosedServers_GivesEachItsOwnResult()
    {
        await using var open = UdpProgram.Numbered(_ => "PONG\0"u8.ToArray());
        var closed = UdpPort.FindClosed();
        await using var probe = new KailleraServerProbe();

        var results = new Dictionary<IPEndPoint, KailleraPingStatus>();
        await foreach (var result in probe.PingManyAsync([open.EndPoint, closed]))
        {
            results.Add(result.EndPoint, result.Status);
        }

        results[open.EndPoint].Should().Be(KailleraPingStatus.Responding);
        results[closed]
            .Should()
            .Be(OperatingSystem.IsLinux() ? KailleraPingStatus.PortClosed : KailleraPingStatus.NoResponse, "only Linux tells a shared socket");
        results.Should().HaveCount(2);
    }

    [Fact]
    public async Task PingManyAsync_AServerThatIsNoIPv4_EndsTheStreamAndNamesIt()
    {
        await using var probe = new KailleraServerProbe();

        await FluentActions
            .Awaiting(async () =>
            {
                await foreach (var result in probe.PingManyAsync([new IPEndPoint(IPAddress.IPv6Loopback, 27888)]))
                {
                    result.Should().BeNull("there is nothing to ask");
                }
            })
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*IPv4*::1*");
    }

    private static Task<KailleraPracticeServer> StartAsync(Action<KailleraPracticeServerOptions>? configure = null)
    {
        var options = new KailleraPracticeServerOptions
        {
            Address = IPAddress.Loopback,
            Port = 0,
            MaxPing = null, // the machine may be busy
            LoginTimeout = TimeSpan.FromMinutes(1),
            Announcements = [],
        };
        configure?.Invoke(options);
        return KailleraPracticeServer.StartAsync(options);
    }

    private static async Task<List<KailleraPracticeServerEventKind>> ReadUntilLeftAsync(KailleraPracticeServer server)
    {
        List<KailleraPracticeServerEventKind> kinds = [];
        await foreach (var happened in server.ReadEventsAsync())
        {
            if (happened.Kind is KailleraPracticeServerEventKind.Joined or KailleraPracticeServerEventKind.Left)
            {
                kinds.Add(happened.Kind);
            }

            if (happened.Kind is KailleraPracticeServerEventKind.Left)
            {
                break;
            }
        }

        return kinds;
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[2_048];
        var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
        return Encoding.ASCII.GetString(buffer, 0, received.ReceivedBytes);
    }
}
