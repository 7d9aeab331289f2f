namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>A visitor takes the place of a recorded client: what the real server said then is all he hears.</summary>
public sealed class KailleraQueryRecordingTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 27888);

    [Fact]
    public void ToResult_StatusInTwoParts_ListsEverybodyAndEveryGame()
    {
        var session = KailleraRecordings.Find("many-users-and-games");

        var info = Visit(session, peer: 9, "Latecomer");

        info.Should().BeEquivalentTo(new { Status = KailleraServerStatus.Open, IsComplete = true, HasLeft = true, LoginPort = 27904 });
        info.Users.Select(user => user.Name).Should().Equal(session.Users.Where(user => user.Peer < 9).Select(user => Encoding.ASCII.GetString(user.Name)));
        info.Users.Select(user => user.Connection).Should().Equal(session.Users.Where(user => user.Peer < 9).Select(user => user.Connection));
        info.Games.Select(game => (game.Name, game.Owner))
            .Should()
            .BeEquivalentTo(session.Games.Select(game => (Encoding.ASCII.GetString(game.Name), Encoding.ASCII.GetString(game.Owner))));
        info.Games.Should().OnlyContain(game => game.Players == 1 && game.MaxPlayers == 8 && game.Status == KailleraGameStatus.Waiting);
        info.Announcements.Should().HaveCount(6).And.StartWith("Welcome to a new EmuLinkerSF Server!").And.EndWith("Server Owner Logged In!");
    }

    [Fact]
    public void ToResult_LoginOfAPlainUser_ReadsAnEmptyServer()
    {
        var info = Visit(KailleraRecordings.Find("login-plain-user"), peer: 1, "Plain User");

        info.Should().BeEquivalentTo(new { Status = KailleraServerStatus.Open, IsComplete = true, HasLeft = true });
        info.Users.Should().BeEmpty("a status does not list who reads it");
        info.Games.Should().BeEmpty();
        info.Announcements.Should().HaveCount(4);
    }

    [Fact]
    public void ToResult_NamesInTheServersCodePage_AreReadInItAndKeptAsBytes()
    {
        var info = Visit(KailleraRecordings.Find("names-in-code-pages"), peer: 3, "Josй", KailleraRecordings.ServerEncoding);

        info.Users.Should().Contain(user => user.Name == "Марио");
        info.Games.Single(game => game.Owner == "Марио").NameBytes.ToArray().Should().Equal(Convert.FromHexString("CCE0F0E8EE203634"));
    }

    [Theory]
    [InlineData("rejected-name-with-bar", 1, "Illegal characters in User Name")]
    [InlineData("rejected-name-server", 1, "Illegal characters in User Name")]
    [InlineData("rejected-name-too-long", 1, "User Name Too Long")]
    [InlineData("rejected-ping-too-high", 1, "Ping Too High: 302 > 250")]
    [InlineData("rejected-empty-name", 1, "Empty UserName!")]
    [InlineData("rejected-emulator-too-long", 1, "Emulator Name Too Long")]
    [InlineData("rejected-control-character", 1, "Illegal characters in User Name")]
    [InlineData("name-taken-in-other-case", 2, "Duplicating names is not allowed: Unique")]
    public void ToResult_Rejected_CarriesTheServersWords(string session, int peer, string words)
    {
        var info = Visit(KailleraRecordings.Find(session), peer, "Visitor");

        info.Should().BeEquivalentTo(new { Status = KailleraServerStatus.Rejected, Rejection = words, HasLeft = true, IsReachable = true });
    }

    [Fact]
    public void ToResult_ServerIsFull_SaysSo() => Visit(KailleraRecordings.Find("server-full"), peer: 2, "Visitor").Status.Should().Be(KailleraServerStatus.Full);

    [Fact]
    public void TryWrite_AsTheRecordedClient_SaysWhatThatOneSaid()
    {
        var session = KailleraRecordings.Find("login-original-client");
        var said = new List<string>();

        Visit(session, peer: 1, "tester", said: said);

        session
            .Datagrams.Where(datagram => !datagram.IsFromServer && !datagram.IsAtDoorway)
            .Take(KailleraProtocol.LoginAcks + 1)
            .Select(datagram => Convert.ToHexString(datagram.Payload))
            .Should()
            .Equal(said.Take(KailleraProtocol.LoginAcks + 1), "that client repeats all it ever said, as we do");
    }

    /// <summary>Plays the server's part of a session, at its times, and says nothing more once it is over.</summary>
    private static KailleraServerInfo Visit(
        KailleraSession session,
        int peer,
        string userName,
        Encoding? encoding = null,
        List<string>? said = null
    )
    {
        var options = new KailleraQueryOptions { UserName = userName, EmulatorName = "MyEmu 1.0", Connection = KailleraConnection.Lan };
        options.Encoding = encoding ?? options.Encoding;
        var visit = new KailleraQueryConversation(options.Checked(), Server.Port);
        var heard = session.Datagrams.Where(datagram => datagram.Peer == peer && datagram.IsFromServer).ToList();
        var start = session.Datagrams.First(datagram => datagram.Peer == peer && datagram.Payload.AsSpan().StartsWith("HELLO"u8)).Time;
        foreach (var datagram in heard.Where(datagram => datagram.Time >= start))
        {
            Advance(visit, datagram.Time - start, said);
            if (datagram.IsAtDoorway == (visit.RemotePort == Server.Port))
            {
                visit.Receive(datagram.Payload, datagram.Time - start);
            }
        }

        Advance(visit, TimeSpan.FromMinutes(1), said);
        visit.IsFinished.Should().BeTrue();
        return visit.ToResult(Server);
    }

    private static void Advance(KailleraQueryConversation visit, TimeSpan to, List<string>? said)
    {
        var buffer = new byte[KailleraProtocol.MaxDatagramLength];
        while (visit.WakeUp <= to)
        {
            if (visit.TryWrite(visit.WakeUp, buffer, out var length) && visit.RemotePort != Server.Port)
            {
                said?.Add(Convert.ToHexString(buffer.AsSpan(0, length)));
            }
        }
    }
}
