using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Nat.Codes.Protocol;
using Smash64.Kaillera.Nat.Tests.Paths;

namespace Smash64.Kaillera.Nat.Tests.Sessions;

/// <summary>Hosting by a connect code where datagrams are lost, come twice, late and in another order.</summary>
public sealed class RoughCodeSessionTests
{
    private const string Owner = "0123456789ABCDEF0123456789ABCDEF";

    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly IPEndPoint Rendezvous = PathMeeting<ClaimChange>.ThirdParty;
    private static readonly IPEndPoint Host = PathMeeting<ClaimChange>.HostEndPoint;

    private readonly PriorityQueue<(bool ToServer, byte[] Datagram), TimeSpan> _line = new();
    private Random _random = new(1);
    private RendezvousResponder _server = NewServer();
    private TimeSpan _now;

    [Theory]
    [InlineData(null)]
    [InlineData(Owner)]
    public void Session_LosesAFifthAndHearsAFifthTwice_KeepsItsCode(string? owner)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var session = Begin(seed, owner);

            Run(session, TimeSpan.FromMinutes(20));

            ReadKinds(session).Should().Equal([ConnectCodeEventKind.Opened], $"of seed {seed}");
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Owner)]
    public void Peers_ComeAndGoOnARoughLine_NothingOldIsTakenForARefusal(string? owner)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var session = Begin(seed, owner);
            for (var peers = 0; peers < 20; peers++)
            {
                Run(session, TimeSpan.FromMilliseconds(_random.Next(5_000)));
                session.PeerJoined(_now);
                Run(session, TimeSpan.FromMilliseconds(_random.Next(5_000)));
                session.PeerLeft(_now);
            }

            Run(session, TimeSpan.FromMinutes(2));

            session.Code.Should().NotBeNull();
            ReadKinds(session).Should().NotContain(ConnectCodeEventKind.Refused, $"of seed {seed}");
        }
    }

    [Fact]
    public void NoSession_SaidTwice_DelaysNothing()
    {
        var session = Register();
        session.Advance(TimeSpan.FromSeconds(2));
        Receive(session, "ERR|NOSESSION", TimeSpan.FromSeconds(3));
        Receive(session, "ERR|NOSESSION", TimeSpan.FromSeconds(3));

        session.WakeUp.Should().Be(TimeSpan.FromSeconds(3), "it registers anew at once");
        ReadKinds(session).Should().Equal(ConnectCodeEventKind.Opened, ConnectCodeEventKind.Lost);
    }

    [Fact]
    public void PeerJoined_BeforeTheRendezvousAnswered_ClosesWhatItOpensLate()
    {
        var session = new CodeHostConversation(Rendezvous, owner: null);
        session.Advance(TimeSpan.Zero);
        session.PeerJoined(TimeSpan.FromSeconds(1));
        while (session.TryWrite(out _, out _)) { }

        Receive(session, "REGOK|ABCDEF|TOKEN|100.202.0.2|27886", TimeSpan.FromSeconds(1));
        session.Advance(TimeSpan.FromSeconds(1));

        session.Code.Should().BeNull();
        session.TryWrite(out var to, out var datagram).Should().BeTrue();
        to.Should().Be(Rendezvous);
        Encoding.ASCII.GetString(datagram.Span).Should().Be("\0N02TRAV1|CLOSE|TOKEN");
        ReadKinds(session).Should().BeEmpty();
    }

    [Fact]
    public async Task Game_ClosesItsSocketFirst_SessionEndsWithoutAFault()
    {
        await using var server = await RendezvousServer.StartAsync(new RendezvousServerOptions { Address = IPAddress.Loopback, Port = 0 });
        var host = await P2PHost.StartAsync(new P2PHostOptions { Address = IPAddress.Loopback, Port = 0 });
        var session = await ConnectCodeSession.StartAsync(
            host,
            new ConnectCodeSessionOptions { Rendezvous = new DnsEndPoint("127.0.0.1", server.EndPoint.Port) }
        );

        await host.DisposeAsync();
        session.PeerJoined();
        session.PeerLeft();
        await host.SendAsync(new byte[1], server.EndPoint);
        await session.DisposeAsync();
        session.PeerLeft();

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var happened in session.ReadEventsAsync(patience.Token))
        {
            happened.Kind.Should().NotBe(ConnectCodeEventKind.Refused);
        }
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

    private static CodeHostConversation Register()
    {
        var session = new CodeHostConversation(Rendezvous, owner: null);
        session.Advance(TimeSpan.Zero);
        Receive(session, "REGOK|ABCDEF|TOKEN|100.202.0.2|27886", TimeSpan.Zero);
        return session;
    }

    private static void Receive(CodeHostConversation session, string text, TimeSpan now) =>
        session.TryReceive(Encoding.ASCII.GetBytes($"\0N02TRAV1|{text}"), Rendezvous, now).Should().BeTrue();

    private static List<ConnectCodeEventKind> ReadKinds(CodeHostConversation session)
    {
        var kinds = new List<ConnectCodeEventKind>();
        while (session.TryReadEvent(out var happened))
        {
            kinds.Add(happened.Kind);
        }

        return kinds;
    }

    private CodeHostConversation Begin(int seed, string? owner)
    {
        (_random, _server, _now) = (new Random(seed), NewServer(), TimeSpan.Zero);
        _line.Clear();
        var session = new CodeHostConversation(Rendezvous, owner);
        for (var tries = 0; session.Code is null && tries < 100; tries++)
        {
            Run(session, TimeSpan.FromMilliseconds(100));
        }

        return session;
    }

    private void Run(CodeHostConversation session, TimeSpan time)
    {
        for (var end = _now + time; _now < end; _now += TimeSpan.FromMilliseconds(50))
        {
            while (_line.TryPeek(out _, out var due) && due <= _now)
            {
                var (toServer, datagram) = _line.Dequeue();
                if (toServer)
                {
                    _server.Receive(datagram, Host, 6264, _now);
                }
                else
                {
                    session.TryReceive(datagram, Rendezvous, _now);
                }
            }

            session.Advance(_now);
            while (session.TryWrite(out _, out var datagram))
            {
                Send(toServer: true, datagram.ToArray());
            }

            _server.Advance(_now);
            while (_server.TryWrite(out _, out _, out var datagram))
            {
                Send(toServer: false, datagram.ToArray());
            }
        }
    }

    private void Send(bool toServer, byte[] datagram)
    {
        var fate = _random.Next(5);
        for (
            var copies =
                fate == 0 ? 0
                : fate == 1 ? 2
                : 1;
            copies > 0;
            copies--
        )
        {
            _line.Enqueue((toServer, datagram), _now + TimeSpan.FromMilliseconds(_random.Next(1, 400)));
        }
    }
}
