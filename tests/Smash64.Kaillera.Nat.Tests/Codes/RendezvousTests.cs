using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Nat.Codes.Protocol;

namespace Smash64.Kaillera.Nat.Tests.Codes;

/// <summary>The rendezvous' conversation with today's clients, without a network.</summary>
public sealed class RendezvousTests
{
    private static readonly IPEndPoint Host = IPEndPoint.Parse("100.200.0.2:27886");
    private static readonly IPEndPoint Joiner = IPEndPoint.Parse("100.201.0.3:40000");
    private static readonly IPEndPoint Other = IPEndPoint.Parse("100.202.0.4:40000");
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly RendezvousServerOptions _options = new();
    private readonly Lazy<RendezvousResponder> _server;
    private List<ConnectCodeClaim> _claims = [];
    private TimeSpan _now;

    public RendezvousTests() =>
        _server = new(() => new RendezvousResponder(6264, _options, new CodeBook(_options.MaxClaims, Start + _now, _claims)));

    [Fact]
    public void Register_Host_GetsACodeATokenAndHisOwnEndPoint()
    {
        var answer = Ask(Host, "REG|12345");

        answer.Should().HaveCount(5);
        (answer[0], answer[3], answer[4]).Should().Be(("REGOK", "100.200.0.2", "27886"));
        answer[1].Should().MatchRegex("^[A-Z2-9]{6}$");
        answer[2].Should().MatchRegex("^[0-9A-F]{32}$");
    }

    [Fact]
    public void Register_Repeated_GivesTheSameAnswerToTheSameSocketOnly()
    {
        var first = Ask(Host, "REG|1");

        Ask(Host, "REG|2").Should().Equal(first);
        Ask(Other, "REG|1")[1].Should().NotBe(first[1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Question_WithOrWithoutTheZero_IsAnsweredWithIt(bool isRaw)
    {
        Send(Host, Encoding.ASCII.GetBytes((isRaw ? "\0" : string.Empty) + "N02TRAV1|KEEP|nobody"));

        _server.Value.TryWrite(out var port, out var destination, out var datagram).Should().BeTrue();
        (port, destination, Encoding.ASCII.GetString(datagram.Span)).Should().Be((6264, Host, "\0N02TRAV1|ERR|NOSESSION"));
    }

    [Fact]
    public void Join_HostWaits_TellsTheHostFirstAndTheJoiner300MillisecondsLater()
    {
        var host = Ask(Host, "REG|1");

        Send(Joiner, $"JOIN|{host[1]}|7");

        Read().Should().Be((Host, $"PEER|{host[2]}|100.201.0.3|40000"));
        Read().Should().BeNull("the host's punch is on its way first");
        Advance(TimeSpan.FromMilliseconds(299));
        Read().Should().BeNull();
        Advance(TimeSpan.FromMilliseconds(1));
        var (to, answer) = Read()!.Value;
        to.Should().Be(Joiner);
        answer.Split('|')[0].Should().Be("HOST");
        answer.Split('|')[2..].Should().Equal("100.200.0.2", "27886");
        answer.Should().NotContain(host[2], "with the host's token a joiner could end his session");
    }

    [Fact]
    public void Join_Repeated_TellsTheHostOncePerSecondAtMost()
    {
        var code = Ask(Host, "REG|1")[1];
        var told = new List<IPEndPoint>();
        for (var i = 0; i < 20; i++)
        {
            Send(Joiner, $"JOIN|{code}|{i}");
            while (Read() is { } sent)
            {
                told.Add(sent.To);
            }

            Advance(TimeSpan.FromMilliseconds(100));
        }

        told.Count(to => to.Equals(Host)).Should().Be(2);
    }

    [Fact]
    public void Join_AnotherComesWithinFiveSeconds_IsBusy()
    {
        var code = Ask(Host, "REG|1")[1];
        Send(Joiner, $"JOIN|{code}|1");
        Advance(TimeSpan.FromSeconds(1));
        ReadAll();

        Ask(Other, $"JOIN|{code}|1").Should().Equal("ERR", "BUSY");
        Advance(TimeSpan.FromSeconds(4));
        Send(Other, $"JOIN|{code}|2");
        Read()!.Value.To.Should().Be(Host);
    }

    [Theory]
    [InlineData("ABC123", "UNKNOWNCODE")]
    [InlineData("PIKA@555", "UNKNOWNCODE")]
    [InlineData("no code", "BADREQ")]
    [InlineData("", "BADREQ")]
    public void Join_NobodyThere_SaysWhy(string code, string why) => Ask(Joiner, $"JOIN|{code}|1").Should().Equal("ERR", why);

    [Fact]
    public void Join_HostFellSilent_IsOfflineAfterThreeMissedKeeps()
    {
        var host = Ask(Host, "REG|1");
        Ask(Host, $"KEEP|{host[2]}").Should().Equal("OK");

        Advance(TimeSpan.FromSeconds(35));
        Send(Joiner, $"JOIN|{host[1]}|1");
        Read()!.Value.To.Should().Be(Host);
        Advance(TimeSpan.FromSeconds(10));
        ReadAll();

        Ask(Joiner, $"JOIN|{host[1]}|2").Should().Equal("ERR", "OFFLINE");
    }

    [Fact]
    public void Keep_FromAnotherPort_MovesTheSessionThere()
    {
        var host = Ask(Host, "REG|1");
        var moved = new IPEndPoint(Host.Address, 5_000);

        Ask(moved, $"KEEP|{host[2]}").Should().Equal("OK");
        Send(Joiner, $"JOIN|{host[1]}|1");

        Read()!.Value.To.Should().Be(moved);
        Ask(moved, "REG|2").Should().Equal("REGOK", host[1], host[2], "100.200.0.2", "5000");
    }

    [Fact]
    public void Close_Host_EndsTheCode()
    {
        var host = Ask(Host, "REG|1");

        Ask(Host, $"CLOSE|{host[2]}").Should().Equal("OK");

        Ask(Joiner, $"JOIN|{host[1]}|1").Should().Equal("ERR", "UNKNOWNCODE");
        Ask(Host, $"KEEP|{host[2]}").Should().Equal("ERR", "NOSESSION");
    }

    [Fact]
    public void Claim_Code_IsItsOwnersOnceHeConfirmsIt()
    {
        Ask(Host, "CHECK|pika-555").Should().Equal("CHECKOK", "PIKA@555");
        var claim = Ask(Host, "CLAIM|PIKA@555");

        claim[..2].Should().Equal("CLAIMOK", "PIKA@555");
        Ask(Host, "CLAIM|PIKA@555").Should().Equal(claim, "the first answer may have been lost");
        Ask(Other, "CLAIM|PIKA@555")[0].Should().Be("CLAIMSUGGEST");
        Ask(Host, $"CLAIMACK|{claim[2]}").Should().Equal("OK");
        Ask(Host, $"CLAIMACK|{claim[2]}").Should().Equal("OK");
        Ask(Joiner, "JOIN|PIKA@555|1").Should().Equal("ERR", "OFFLINE");
        Ask(Other, "CHECK|PIKA@555")[..2].Should().Equal("CHECKSUGGEST", "PIKA@555");
        Ask(Host, $"CHECK|PIKA@555|{claim[2]}").Should().Equal("CHECKOK", "PIKA@555");
        ReadChanges().Should().ContainSingle().Which.Claim!.Owner.Should().Be(claim[2]);
    }

    [Theory]
    [InlineData("AUTO", "^[A-Z]{3,4}@[1-9][0-9]{0,2}$")]
    [InlineData("FOX", "^FOX@[1-9][0-9]{0,2}$")]
    [InlineData("kirb", "^KIRB@[1-9][0-9]{0,2}$")]
    public void Claim_AnyOrAPrefix_FindsOne(string target, string pattern) => Ask(Host, $"CLAIM|{target}")[1].Should().MatchRegex(pattern);

    [Theory]
    [InlineData("CLAIM|PIKACHU")]
    [InlineData("CLAIM|P1")]
    [InlineData("CLAIM|")]
    [InlineData("CHECK|ABC123")]
    public void Claim_NoCode_IsRefused(string question) => Ask(Host, question).Should().Equal("ERR", "BADREQ");

    [Fact]
    public void Claim_NeverConfirmed_IsFreeAfterAMinute()
    {
        var owner = Ask(Host, "CLAIM|PIKA@555")[2];

        Advance(TimeSpan.FromSeconds(61));

        Ask(Host, $"CLAIMACK|{owner}").Should().Equal("ERR", "NOAUTH");
        Ask(Other, "CLAIM|PIKA@555")[0].Should().Be("CLAIMOK");
        ReadChanges().Should().BeEmpty();
    }

    [Fact]
    public void Claim_OwnerTakesAnotherCode_GivesTheFirstOneUp()
    {
        var owner = Claim(Host, "PIKA@555");

        Ask(Host, $"CLAIM|FOX@1|{owner}").Should().Equal("CLAIMOK", "FOX@1", owner);
        Ask(Host, $"CLAIMACK|{owner}").Should().Equal("OK");

        Ask(Other, "CHECK|PIKA@555").Should().Equal("CHECKOK", "PIKA@555");
        Ask(Other, "CHECK|FOX@1")[0].Should().Be("CHECKSUGGEST");
    }

    [Fact]
    public void Claim_WithAStrangersSecretOfNobody_GetsANewOne()
    {
        Ask(Host, "CLAIM|PIKA@555|0123456789ABCDEF0123456789ABCDEF")[2].Should().NotBe("0123456789ABCDEF0123456789ABCDEF");
    }

    [Fact]
    public void HostOpen_Owner_IsJoinedByHisCodeUntilHeCloses()
    {
        var owner = Claim(Host, "PIKA@555");

        var opened = Ask(Host, $"HOSTOPEN|{owner}");

        opened[..2].Should().Equal("HOSTOK", "PIKA@555");
        opened[2].Should().NotBe(owner);
        Ask(Host, $"HOSTOPEN|{owner}").Should().Equal(opened);
        Send(Joiner, "JOIN|pika#555|1");
        Read().Should().Be((Host, $"PEER|{opened[2]}|100.201.0.3|40000"));
        Advance(TimeSpan.FromSeconds(1));
        Read()!.Value.Text.Should().NotContain(owner).And.NotContain(opened[2]);
        Ask(Host, $"HOSTKEEP|{owner}").Should().Equal("OK");
        Ask(Host, $"HOSTCLOSE|{owner}").Should().Equal("OK");
        Ask(Joiner, "JOIN|PIKA@555|2").Should().Equal("ERR", "OFFLINE");
        Ask(Host, $"HOSTKEEP|{owner}").Should().Equal("ERR", "NOSESSION");
    }

    [Theory]
    [InlineData("HOSTOPEN|nobody", "NOAUTH")]
    [InlineData("HOSTOPEN|", "NOAUTH")]
    [InlineData("HOSTKEEP|nobody", "NOSESSION")]
    [InlineData("HOSTCLOSE|nobody", "NOSESSION")]
    [InlineData("CLAIMACK|nobody", "NOAUTH")]
    [InlineData("RELEASE|nobody", "NOAUTH")]
    [InlineData("KEEP|", "NOSESSION")]
    [InlineData("CLOSE|nobody", "NOSESSION")]
    [InlineData("REGISTER|x", "UNSUPPORTED")]
    [InlineData("reg|1", "UNSUPPORTED")]
    [InlineData("", "UNSUPPORTED")]
    public void Question_OfNobodyOrUnknown_SaysSo(string question, string why) => Ask(Other, question).Should().Equal("ERR", why);

    [Fact]
    public void Release_Owner_EndsSessionAndClaim()
    {
        var owner = Claim(Host, "PIKA@555");
        Ask(Host, $"HOSTOPEN|{owner}");
        ReadChanges();

        Ask(Host, $"RELEASE|{owner}").Should().Equal("OK");

        Ask(Joiner, "JOIN|PIKA@555|1").Should().Equal("ERR", "UNKNOWNCODE");
        ReadChanges().Should().ContainSingle().Which.Claim.Should().BeNull();
    }

    [Fact]
    public void Restart_ClaimsFromBefore_AreStillTheirs()
    {
        ConnectCode.TryParse("PIKA@555", out var code).Should().BeTrue();
        _claims = [new ConnectCodeClaim(code, "0123456789ABCDEF0123456789ABCDEF", Start - TimeSpan.FromDays(89))];

        Ask(Host, "HOSTKEEP|0123456789ABCDEF0123456789ABCDEF").Should().Equal("ERR", "NOSESSION");
        Ask(Host, "HOSTOPEN|0123456789ABCDEF0123456789ABCDEF")[..2].Should().Equal("HOSTOK", "PIKA@555");
        ReadChanges().Should().ContainSingle().Which.Claim!.LastUsed.Should().Be(Start, "its 90 days begin anew");
    }

    [Fact]
    public void Claim_UnusedFor90Days_IsFree()
    {
        ConnectCode.TryParse("PIKA@555", out var code).Should().BeTrue();
        _claims = [new ConnectCodeClaim(code, "A", Start - TimeSpan.FromDays(89))];
        Ask(Other, "CHECK|PIKA@555")[0].Should().Be("CHECKSUGGEST");

        Advance(TimeSpan.FromDays(2));

        Ask(Other, "CHECK|PIKA@555").Should().Equal("CHECKOK", "PIKA@555");
        ReadChanges().Should().ContainSingle().Which.Claim.Should().BeNull();
    }

    [Theory]
    [InlineData("192.168.1.20")]
    [InlineData("224.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("203.0.113.7")]
    public void Question_FromAnAddressThatNobodyHas_IsNotAnswered(string address)
    {
        Send(new IPEndPoint(IPAddress.Parse(address), 5_000), "REG|1");

        Read().Should().BeNull();
    }

    [Fact]
    public void Question_FromALan_IsAnsweredWhereThatIsAllowed()
    {
        _options.AllowPrivateAddresses = true;

        Ask(IPEndPoint.Parse("192.168.1.20:27886"), "REG|1")[0].Should().Be("REGOK");
    }

    [Fact]
    public void Answers_ToAnything_AreAtMostThreeTimesTheQuestionWithItsHeaders()
    {
        foreach (
            var question in (string[])["REG|", "REG|1", "KEEP|", "CLAIM|AUTO", "CLAIM|FOX", "CHECK|FOX@1", "JOIN|A|1", "X", "HOSTOPEN|"]
        )
        {
            var datagram = Encoding.ASCII.GetBytes($"\0N02TRAV1|{question}");
            Send(Host, datagram);
            while (_server.Value.TryWrite(out _, out _, out var answer))
            {
                (answer.Length + 28).Should().BeLessThanOrEqualTo(3 * (datagram.Length + 28));
            }
        }
    }

    [Fact]
    public void Flood_OfForgedQuestions_CostsNobodyHisSession()
    {
        (_options.MaxSessions, _options.MaxQuestionsPerSecond) = (100, 200);
        var host = Ask(Host, "REG|1");
        Ask(Host, $"KEEP|{host[2]}").Should().Equal("OK");
        var owner = Claim(Other, "PIKA@555");
        Ask(Other, $"HOSTOPEN|{owner}");
        var random = new Random(7);

        for (var second = 0; second < 120; second++)
        {
            for (var i = 0; i < 1_000; i++)
            {
                var forged = new IPEndPoint(
                    new IPAddress([100, 210, (byte)random.Next(256), (byte)random.Next(256)]),
                    random.Next(1, 65_536)
                );
                Send(
                    forged,
                    random.Next(4) switch
                    {
                        0 => "REG|1",
                        1 => $"JOIN|{host[1]}|1",
                        2 => "CLAIM|PIKA@555",
                        _ => $"KEEP|{random.Next()}",
                    }
                );
                ReadAll();
            }

            Advance(TimeSpan.FromSeconds(1));
            ReadAll();
            if (second % 10 == 0)
            {
                Ask(Host, $"KEEP|{host[2]}").Should().Equal("OK");
                Ask(Other, $"HOSTKEEP|{owner}").Should().Equal("OK");
            }
        }

        _server.Value.SessionCount.Should().BeLessThanOrEqualTo(126, "strangers make it remember a quarter more at most");
        Ask(Host, $"KEEP|{host[2]}").Should().Equal("OK");
    }

    [Fact]
    public void Joins_UnderPressure_AreAnsweredToWhoAsksTwice()
    {
        _options.MaxJoinsPerMinute = 10;
        var code = Ask(Host, "REG|1")[1];
        for (var i = 0; i < 6; i++)
        {
            Ask(new IPEndPoint(IPAddress.Parse($"100.203.0.{i + 1}"), 5_000), "JOIN|ABC123|1").Should().Equal("ERR", "UNKNOWNCODE");
        }

        Send(Joiner, $"JOIN|{code}|1");
        Read().Should().BeNull();
        Advance(TimeSpan.FromSeconds(3));
        Send(Joiner, $"JOIN|{code}|2");

        Read()!.Value.To.Should().Be(Host);
    }

    [Fact]
    public void Joins_TooManyOfOne_AreLimited()
    {
        for (var i = 0; i < 30; i++)
        {
            Ask(Joiner, $"JOIN|ABC123|{i}").Should().Equal("ERR", "UNKNOWNCODE");
        }

        Ask(Joiner, "JOIN|ABC123|31").Should().Equal("ERR", "RATELIMIT");
    }

    [Fact]
    public void Anything_AMillionTimes_NeverThrowsAndStaysBounded()
    {
        var random = new Random(11);
        var buffer = new byte[300];
        var words = new[]
        {
            "REG",
            "KEEP",
            "CLOSE",
            "CHECK",
            "CLAIM",
            "CLAIMACK",
            "RELEASE",
            "HOSTOPEN",
            "HOSTKEEP",
            "HOSTCLOSE",
            "JOIN",
            "PUNCH",
            "PEER",
        };
        for (var i = 0; i < 1_000_000; i++)
        {
            var length = random.Next(buffer.Length);
            var span = buffer.AsSpan(0, length);
            random.NextBytes(span);
            if (random.Next(2) == 0)
            {
                var head = Encoding.ASCII.GetBytes($"\0N02TRAV1|{words[random.Next(words.Length)]}|");
                head.AsSpan(0, Math.Min(length, head.Length)).CopyTo(span);
                for (var at = Math.Min(length, head.Length); at < length; at++)
                {
                    span[at] = random.Next(20) == 0 ? span[at] : (byte)("|@ABC123-_"[span[at] % 10]);
                }
            }

            _server.Value.Receive(span, new IPEndPoint(100_000_000 + random.Next(50_000_000), random.Next(65_536)), 6264, _now);
            if (i % 1_000 == 0)
            {
                Advance(TimeSpan.FromSeconds(1));
            }

            ReadAll();
        }

        _server.Value.SessionCount.Should().BeLessThanOrEqualTo(25_000);
    }

    [Fact]
    public async Task Server_OverSockets_KeepsClaimsBeyondItsEnd()
    {
        var store = new MemoryStore();
        var options = new RendezvousServerOptions { Address = IPAddress.Loopback, Port = 0 };
        using var socket = UdpPort.Bind();
        string owner;
        await using (var server = await RendezvousServer.StartAsync(options, store))
        {
            owner = (await AskAsync(socket, server, "CLAIM|PIKA@555"))[2];
            (await AskAsync(socket, server, $"CLAIMACK|{owner}")).Should().Equal("OK");
        }

        store.Claims.Should().ContainSingle().Which.Code.ToString().Should().Be("PIKA@555");
        await using var next = await RendezvousServer.StartAsync(options, store);
        (await AskAsync(socket, next, $"HOSTOPEN|{owner}"))[..2].Should().Equal("HOSTOK", "PIKA@555");
        next.StoreFault.Should().BeNull();
    }

    [Fact]
    public async Task Server_StoreThatFails_GoesOn()
    {
        var store = new MemoryStore { Fault = new IOException("The disk is full.") };
        using var socket = UdpPort.Bind();
        await using var server = await RendezvousServer.StartAsync(
            new RendezvousServerOptions { Address = IPAddress.Loopback, Port = 0 },
            store
        );

        var owner = (await AskAsync(socket, server, "CLAIM|PIKA@555"))[2];
        (await AskAsync(socket, server, $"CLAIMACK|{owner}")).Should().Equal("OK");
        (await AskAsync(socket, server, $"HOSTOPEN|{owner}"))[0].Should().Be("HOSTOK");

        await server.DisposeAsync();
        server.StoreFault.Should().BeSameAs(store.Fault);
    }

    [Fact]
    public async Task Server_BadOptions_SaysAllThatIsWrong() =>
        await FluentActions
            .Awaiting(() =>
                RendezvousServer.StartAsync(
                    new RendezvousServerOptions
                    {
                        Port = -1,
                        MaxSessions = 0,
                        MaxJoinsPerMinute = 0,
                    }
                )
            )
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*Port must be*MaxSessions must be 1*MaxJoinsPerMinute must be*");

    private static async Task<string[]> AskAsync(Socket socket, RendezvousServer server, string question)
    {
        using var patience = new CancellationTokenSource(PracticePrograms.Patience);
        await socket.SendToAsync(Encoding.ASCII.GetBytes($"\0N02TRAV1|{question}"), SocketFlags.None, server.EndPoint, patience.Token);
        var buffer = new byte[512];
        var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), patience.Token);
        return Encoding.ASCII.GetString(buffer, 0, received.ReceivedBytes).Split('|')[1..];
    }

    private string Claim(IPEndPoint owner, string code)
    {
        var secret = Ask(owner, $"CLAIM|{code}")[2];
        Ask(owner, $"CLAIMACK|{secret}").Should().Equal("OK");
        return secret;
    }

    private string[] Ask(IPEndPoint asker, string question)
    {
        Send(asker, question);
        var (to, text) = Read()!.Value;
        to.Should().Be(asker);
        return text.Split('|');
    }

    private void Send(IPEndPoint asker, string question) => Send(asker, Encoding.ASCII.GetBytes($"\0N02TRAV1|{question}"));

    private void Send(IPEndPoint asker, byte[] datagram) => _server.Value.Receive(datagram, asker, 6264, _now);

    private (IPEndPoint To, string Text)? Read() =>
        _server.Value.TryWrite(out _, out var to, out var datagram)
            ? (to, Encoding.ASCII.GetString(datagram.Span)["\0N02TRAV1|".Length..])
            : null;

    private void ReadAll()
    {
        while (_server.Value.TryWrite(out _, out _, out _))
        {
            // Nobody listens.
        }
    }

    private List<ClaimChange> ReadChanges()
    {
        List<ClaimChange> changes = [];
        while (_server.Value.TryReadEvent(out var change))
        {
            changes.Add(change);
        }

        return changes;
    }

    private void Advance(TimeSpan by)
    {
        _now += by;
        _server.Value.Advance(_now);
    }

    private sealed class MemoryStore : IConnectCodeStore
    {
        public List<ConnectCodeClaim> Claims { get; } = [];

        public Exception? Fault { get; init; }

        public Task<IReadOnlyList<ConnectCodeClaim>> LoadAsync(CancellationToken cancellationToken = default) =>
            Task.FromResult<IReadOnlyList<ConnectCodeClaim>>([.. Claims]);

        public Task SaveAsync(
            IReadOnlyList<ConnectCodeClaim> kept,
            IReadOnlyList<ConnectCode> gone,
            CancellationToken cancellationToken = default
        )
        {
            Claims.RemoveAll(claim => gone.Contains(claim.Code) || kept.Any(other => other.Code == claim.Code));
            Claims.AddRange(kept);
            return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
        }
    }
}
