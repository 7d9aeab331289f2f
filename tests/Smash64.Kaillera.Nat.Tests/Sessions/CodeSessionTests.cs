using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Nat.Codes.Protocol;
using Smash64.Kaillera.Nat.Tests.Paths;

namespace Smash64.Kaillera.Nat.Tests.Sessions;

/// <summary>Hosting by a connect code: our session against our rendezvous, without a network.</summary>
public sealed class CodeSessionTests
{
    private const string Owner = "0123456789ABCDEF0123456789ABCDEF";

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IPEndPoint Rendezvous = PathMeeting<ClaimChange>.ThirdParty;
    private static readonly IPEndPoint Host = PathMeeting<ClaimChange>.HostEndPoint;

    private readonly RendezvousServerOptions _options = new();
    private readonly List<(IPEndPoint To, string Text)> _sent = [];
    private readonly Queue<byte[]> _forHost = [];
    private RendezvousResponder _server;
    private bool _isServerThere = true;
    private TimeSpan _now;

    public CodeSessionTests() => _server = NewServer();

    [Theory]
    [InlineData(null)]
    [InlineData(Owner)]
    public void Session_Registered_TellsTheCodeToShareAndWhereTheGameIsSeen(string? owner)
    {
        var session = new CodeHostConversation(Rendezvous, owner);

        Run(session, TimeSpan.FromSeconds(1));

        session.TryReadEvent(out var opened).Should().BeTrue();
        opened.Should().Be(new ConnectCodeEvent(ConnectCodeEventKind.Opened, session.Code, Host));
        session.Code!.Value.IsClaimed.Should().Be(owner is not null);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Owner)]
    public void Session_KeptForHours_StaysTheSame(string? owner)
    {
        var session = new CodeHostConversation(Rendezvous, owner);
        Run(session, TimeSpan.FromSeconds(1));
        var code = session.Code;

        Run(session, TimeSpan.FromHours(2));

        session.Code.Should().Be(code);
        ReadEvents(session).Should().ContainSingle();
        _sent.Count.Should().BeInRange(700, 740, "it keeps every 10 s");
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Owner)]
    public void Peer_JoinsAndLeaves_EndsTheCodeAndOpensItAgain(string? owner)
    {
        var session = new CodeHostConversation(Rendezvous, owner);
        Run(session, TimeSpan.FromSeconds(1));
        var code = session.Code!.Value;

        session.PeerJoined(_now);
        Run(session, TimeSpan.FromSeconds(1));

        session.Code.Should().BeNull();
        Join(code).Should().Be(owner is null ? "ERR|UNKNOWNCODE" : "ERR|OFFLINE");

        session.PeerLeft(_now);
        Run(session, TimeSpan.FromSeconds(1));

        session.Code.Should().NotBeNull();
        (session.Code == code).Should().Be(owner is not null, "a code of a session is a new one each time");
        ReadEvents(session)
            .Select(happened => happened.Kind)
            .Should()
            .Equal(ConnectCodeEventKind.Opened, ConnectCodeEventKind.Closed, ConnectCodeEventKind.Opened);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Owner)]
    public void Rendezvous_KilledAndStartedAgain_IsFoundWithoutTheGame(string? owner)
    {
        var session = new CodeHostConversation(Rendezvous, owner);
        Run(session, TimeSpan.FromSeconds(1));
        var code = session.Code;

        _isServerThere = false;
        Run(session, TimeSpan.FromMinutes(2));
        session.Code.Should().BeNull();
        _server = NewServer();
        _isServerThere = true;
        Run(session, TimeSpan.FromSeconds(12));

        session.Code.Should().NotBeNull();
        (session.Code == code).Should().Be(owner is not null);
        ReadEvents(session).Select(happened => happened.Kind).Should().Contain(ConnectCodeEventKind.Lost);
    }

    [Fact]
    public void Owner_ThatNobodyKnows_IsRefusedAndNotAskedAgain()
    {
        var session = new CodeHostConversation(Rendezvous, "nobody");

        Run(session, TimeSpan.FromMinutes(1));

        ReadEvents(session).Should().Equal(new ConnectCodeEvent(ConnectCodeEventKind.Refused, Refusal: "NOAUTH"));
        _sent.Should().ContainSingle();
    }

    [Fact]
    public void Peer_Announced_IsPunchedTenTimesAtOnceAndTenTimesASecondFor15Seconds()
    {
        var session = new CodeHostConversation(Rendezvous, owner: null);
        Run(session, TimeSpan.FromSeconds(3));
        var token = _sent[^1].Text.Split('|')[2]; // of its first KEEP
        Join(session.Code!.Value);
        _sent.Clear();

        Run(session, TimeSpan.FromMilliseconds(50));
        Punched().Should().Be(10);
        Run(session, TimeSpan.FromSeconds(30));

        Punched().Should().BeInRange(155, 160);
        _sent.Should().NotContain(sent => !sent.To.Equals(Rendezvous) && sent.Text.Contains(token), "the token is ours alone");

        int Punched() => _sent.Count(sent => sent.To.Equals(PathMeeting<ClaimChange>.Prober));
    }

    [Theory]
    [InlineData("PEER|WRONG|100.201.0.3|40000", "100.200.0.9:6264")]
    [InlineData("PEER|TOKEN|192.168.1.7|40000", "100.200.0.9:6264")]
    [InlineData("PEER|TOKEN|100.201.0.3|0", "100.200.0.9:6264")]
    [InlineData("PEER|TOKEN|100.201.0.3|40000", "100.200.0.9:6265")]
    public void Peer_Forged_IsNotPunched(string message, string sender)
    {
        var session = new CodeHostConversation(Rendezvous, owner: null);
        session.Advance(TimeSpan.Zero);
        session.TryReceive("\0N02TRAV1|REGOK|ABCDEF|TOKEN|100.202.0.2|27886"u8, Rendezvous, TimeSpan.Zero);
        while (session.TryWrite(out _, out _)) { }

        session.TryReceive(Encoding.ASCII.GetBytes($"\0N02TRAV1|{message}"), IPEndPoint.Parse(sender), TimeSpan.Zero).Should().BeTrue();
        session.Advance(TimeSpan.FromMilliseconds(1));

        session.TryWrite(out _, out _).Should().BeFalse();
    }

    [Fact]
    public void Million_HostileDatagrams_NeverThrowAndNeverTakeTheCode()
    {
        var session = new CodeHostConversation(Rendezvous, owner: null);
        session.Advance(TimeSpan.Zero);
        session.TryReceive("\0N02TRAV1|REGOK|ABCDEF|TOKEN|100.202.0.2|27886"u8, Rendezvous, TimeSpan.Zero);
        var random = new Random(3);
        var seed = "\0N02TRAV1|PEER|TOKEN|100.201.0.3|40000"u8.ToArray();
        var datagram = new byte[seed.Length];
        for (var i = 0; i < 1_000_000; i++)
        {
            seed.CopyTo(datagram, 0);
            datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
            session.TryReceive(datagram.AsSpan(0, random.Next(datagram.Length + 1)), Rendezvous, TimeSpan.Zero);
        }

        session.Code.Should().NotBeNull();
    }

    [Theory]
    [InlineData(null, RouterKind.KeepsPort)]
    [InlineData(Owner, RouterKind.KeepsPort)]
    [InlineData(null, RouterKind.RemembersStrays)]
    public void Probe_At20PercentLoss_ReachesTheSession(string? owner, RouterKind router)
    {
        var wrong = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            var session = new CodeHostConversation(Rendezvous, owner);
            var client = new SessionClient<ConnectCodeEvent>(session);
            var meeting = new PathMeeting<ClaimChange>(seed, loss: 0.2, router, NewServer(), client, P2PHostGeneration.Second);
            meeting.RunUntil(() => session.Code is not null);
            var code = session.Code!.Value;

            var path = new CodePathFinder(code, Rendezvous, P2PProbeMode.Knock);
            var result = ConnectCodeResult.From(code, meeting.Probe(path, new P2PProbeOptions { Mode = P2PProbeMode.Knock }));

            wrong += result.Status == ConnectCodeStatus.Reachable ? 0 : 1;
        }

        wrong
            .Should()
            .BeLessThanOrEqualTo(
                router == RouterKind.KeepsPort ? 2 : 400 / 10,
                "who must speak before the host has heard of him may leave a trace"
            );
    }

    [Fact]
    public async Task Session_OfARealHost_IsFoundByItsCode()
    {
        await using var server = await RendezvousServer.StartAsync(new RendezvousServerOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var rendezvous = new DnsEndPoint("127.0.0.1", server.EndPoint.Port);
        await using var session = await ConnectCodeSession.StartAsync(host, new ConnectCodeSessionOptions { Rendezvous = rendezvous });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var events = session.ReadEventsAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        var code = await ReadCodeAsync(events);

        await using var probe = new ConnectCodeProbe();
        var settings = new ConnectCodeProbeOptions
        {
            Rendezvous = rendezvous,
            Host = new P2PProbeOptions { Mode = P2PProbeMode.Identify },
        };
        var result = await probe.ProbeAsync(code, settings, patience.Token);

        result.Status.Should().Be(ConnectCodeStatus.Reachable);
        result.IsPunched.Should().BeTrue();
        result.Host!.Game.Should().Be("SMASH BROTHERS");
        result.Host.EndPoint.Should().Be(host.EndPoint, "that is who was talked to");
        (await events.MoveNextAsync()).Should().BeTrue();
        events.Current.Kind.Should().Be(ConnectCodeEventKind.PeerComing);
    }

    [Fact]
    public async Task Probe_OfACodeThatIsBeingProbed_WaitsAndSharesInsteadOfJoiningTwice()
    {
        await using var server = await RendezvousServer.StartAsync(new RendezvousServerOptions { Address = IPAddress.Loopback, Port = 0 });
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var settings = new ConnectCodeProbeOptions { Rendezvous = new DnsEndPoint("127.0.0.1", server.EndPoint.Port) };
        await using var session = await ConnectCodeSession.StartAsync(
            host,
            new ConnectCodeSessionOptions { Rendezvous = settings.Rendezvous }
        );
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var events = session.ReadEventsAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        var code = await ReadCodeAsync(events);
        await using var probe = new ConnectCodeProbe();

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => probe.ProbeAsync(code, settings, patience.Token)).ToArray());

        results.Should().AllSatisfy(result => result.Should().BeSameAs(results[0]));
        results[0].Status.Should().Be(ConnectCodeStatus.Reachable);
        server.JoinCount.Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("has|bar")]
    [InlineData("has space")]
    public async Task Owner_ThatCannotBeSent_IsRefused(string owner)
    {
        await using var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });

        var start = () => ConnectCodeSession.StartAsync(host, new ConnectCodeSessionOptions { Owner = owner });

        await start.Should().ThrowAsync<ArgumentException>().WithMessage("*Owner must be*");
    }

    private static async Task<ConnectCode> ReadCodeAsync(IAsyncEnumerator<ConnectCodeEvent> events)
    {
        (await events.MoveNextAsync()).Should().BeTrue();
        return events.Current.Code!.Value;
    }

    private static RendezvousResponder NewServer()
    {
        var options = new RendezvousServerOptions();
        ConnectCode.TryParse("PIKA@555", out var claimed).Should().BeTrue();
        return new RendezvousResponder(
            6264,
            options,
            new CodeBook(options.MaxClaims, Start, [new ConnectCodeClaim(claimed, Owner, Start)])
        );
    }

    private static List<ConnectCodeEvent> ReadEvents(CodeHostConversation session)
    {
        var events = new List<ConnectCodeEvent>();
        while (session.TryReadEvent(out var happened))
        {
            events.Add(happened);
        }

        return events;
    }

    private string? Join(ConnectCode code)
    {
        _server.Receive(Encoding.ASCII.GetBytes($"\0N02TRAV1|JOIN|{code}|1"), PathMeeting<ClaimChange>.Prober, 6264, _now);
        while (_server.TryWrite(out _, out var to, out var datagram))
        {
            if (to.Equals(PathMeeting<ClaimChange>.Prober))
            {
                return Encoding.ASCII.GetString(datagram.Span)["\0N02TRAV1|".Length..];
            }

            _forHost.Enqueue(datagram.ToArray());
        }

        return null;
    }

    private void Run(CodeHostConversation session, TimeSpan time)
    {
        for (var end = _now + time; _now < end; _now += TimeSpan.FromMilliseconds(25))
        {
            session.Advance(_now);
            while (session.TryWrite(out var to, out var datagram))
            {
                _sent.Add((to, Encoding.ASCII.GetString(datagram.Span)));
                if (_isServerThere && to.Equals(Rendezvous))
                {
                    _server.Receive(datagram.Span, Host, 6264, _now);
                }
            }

            _server.Advance(_now);
            while (_server.TryWrite(out _, out var to, out var datagram))
            {
                if (to.Equals(Host))
                {
                    _forHost.Enqueue(datagram.ToArray());
                }
            }

            while (_forHost.TryDequeue(out var datagram))
            {
                session.TryReceive(datagram, Rendezvous, _now);
            }
        }
    }
}
