using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>The names that recorded clients gave are found again in what the server sent, as bytes and as text.</summary>
public sealed class KailleraRecordedNamesTests
{
    private static readonly Encoding ServerEncoding = KailleraRecordings.ServerEncoding;

    public static TheoryData<string> SessionsWithNames =>
        [.. KailleraRecordings.All.Where(session => session.Users.Count > 0).Select(session => session.Name)];

    public static TheoryData<string> SessionNames => [.. KailleraRecordings.All.Select(session => session.Name)];

    private static KailleraSession Session => KailleraRecordings.Find("names-in-code-pages");

    [Fact]
    public void Recordings_WithNames_AreAllThere()
    {
        SessionsWithNames.Should().HaveCount(3);
    }

    [Theory]
    [MemberData(nameof(SessionsWithNames))]
    public void TryRead_UsersOfTheSession_AreInWhatTheServerSent(string name)
    {
        var session = KailleraRecordings.Find(name);
        var seen = new NamesSeen(session);

        foreach (var user in session.Users)
        {
            seen.Joined.Should().Contain(Line(user.Name, (int)user.Connection), "{0} came", user);
        }

        var listed = session.Users.Where(user => user.Peer != seen.LastPeer).ToList();
        seen.ListedUsers.Should()
            .Equal(listed.Select(user => Line(user.Name, (int)user.Connection)), "the status for the last one lists all others");
        seen.StatusMessages.Should().Be(name == "many-users-and-games" ? 2 : 1);
    }

    [Theory]
    [MemberData(nameof(SessionsWithNames))]
    public void TryRead_GamesOfTheSession_AreInWhatTheServerSent(string name)
    {
        var session = KailleraRecordings.Find(name);
        var seen = new NamesSeen(session);

        // The server reads a name and writes it anew; a byte that its code page lacks comes back as a question mark.
        var games = session
            .Games.Select(game =>
                Line(
                    KailleraText.Encode(KailleraText.Decode(game.Name, ServerEncoding), KailleraProtocol.MaxGameNameLength, ServerEncoding),
                    game.Owner,
                    session.Users.Single(user => user.Name.AsSpan().SequenceEqual(game.Owner)).Emulator
                )
            )
            .ToList();

        seen.Created.Should().BeEquivalentTo(games);
        seen.ListedGames.Should().BeEquivalentTo(games);
    }

    [Theory]
    [InlineData(65001, "Zo\u00EB", "\u5927\u4E71\uFFFD?", "UTF-8, of which the server spoiled the last byte")]
    [InlineData(1251, "\u041C\u0430\u0440\u0438\u043E", "\u041C\u0430\u0440\u0438\u043E 64", "Cyrillic")]
    [InlineData(1252, "Jos\u00E9", "Pok\u00E9mon Stadium", "Western")]
    [InlineData(932, "\u30DE\u30EA\u30AA", "\u5927\u4E71\u95D8", "Japanese")]
    public void Decode_NamesInCodePages_AreReadInTheirOwn(int codePage, string user, string game, string because)
    {
        var encoding = codePage == Encoding.UTF8.CodePage ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(codePage);
        var lines = Session.Transcript(peer: 5, isFromServer: true, encoding);

        var status = lines.Single(line => line.Contains("ServerStatus", StringComparison.Ordinal));

        status.Should().Contain($"| '{user}' 0 1 ", because).And.Contain($"| '{game}' ", because).And.Contain($"'{user}' '1/8' 0", because);
        KailleraText.Encode(user, KailleraProtocol.MaxUserNameLength, encoding)
            .Should().Equal(Session.Users.Select(it => it.Name).Single(it => KailleraText.Decode(it, encoding) == user));
    }

    [Fact]
    public void Decode_ChatAndQuitInTheServersCodePage_AreRead()
    {
        var lines = Session.Transcript(peer: 5, isFromServer: true, ServerEncoding);

        lines.Should().Contain("12: GlobalChat 'reader' '\u043F\u0440\u0438\u0432\u0435\u0442 ? caf\u0439'");
        Session.Transcript(peer: 2, isFromServer: true, ServerEncoding)
            .Should().Contain("41: Quit '\u041C\u0430\u0440\u0438\u043E' 18 '\u043F\u043E\u043A\u0430'");
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void StatusOrder_RecordedStatus_IsNeverMistaken(string name)
    {
        foreach (var datagram in KailleraRecordings.Find(name).Datagrams.Where(datagram => !datagram.IsAtDoorway))
        {
            _ = KailleraDatagramReader.TryCreate(datagram.Payload, out var reader);
            while (reader.TryRead(out var message))
            {
                if (KailleraStatusMessage.TryRead(message, out var status))
                {
                    KailleraStatusOrder.Deduce(status).Evidence.Should().BeLessThanOrEqualTo(0, "EmuLinkerSF has the status first");
                }
            }
        }
    }

    private static string Line(ReadOnlySpan<byte> name, int connection) => $"{Convert.ToHexString(name)} {connection}";

    private static string Line(ReadOnlySpan<byte> name, ReadOnlySpan<byte> owner, ReadOnlySpan<byte> emulator) =>
        $"{Convert.ToHexString(name)} of {Convert.ToHexString(owner)} in {Convert.ToHexString(emulator)}";

    /// <summary>The names in a session's server messages, as raw bytes in hex.</summary>
    private sealed class NamesSeen
    {
        private readonly HashSet<(int Peer, ushort Number)> _read = [];

        public NamesSeen(KailleraSession session)
        {
            LastPeer = session.Datagrams.Max(datagram => datagram.Peer);
            foreach (var datagram in session.Datagrams.Where(datagram => datagram.IsFromServer && !datagram.IsAtDoorway))
            {
                _ = KailleraDatagramReader.TryCreate(datagram.Payload, out var reader);
                while (reader.TryRead(out var message))
                {
                    if (_read.Add((datagram.Peer, message.Number)))
                    {
                        Read(datagram.Peer, message);
                    }
                }
            }
        }

        public int LastPeer { get; }

        public int StatusMessages { get; private set; }

        public HashSet<string> Joined { get; } = [];

        public HashSet<string> Created { get; } = [];

        public List<string> ListedUsers { get; } = [];

        public List<string> ListedGames { get; } = [];

        private void Read(int peer, KailleraMessage message)
        {
            if (KailleraUserJoinedMessage.TryRead(message, out var joined))
            {
                Joined.Add(Line(joined.User, (int)joined.Connection));
            }
            else if (KailleraCreateGameMessage.TryRead(message, out var created))
            {
                Created.Add(Line(created.Game, created.User, created.Emulator));
            }
            else if (peer == LastPeer && KailleraStatusMessage.TryRead(message, out var status))
            {
                Read(status);
            }
        }

        private void Read(KailleraStatusMessage status)
        {
            StatusMessages++;
            var order = KailleraStatusOrder.Deduce(status);
            var users = status.Users;
            while (KailleraStatusUser.TryRead(ref users, out var user))
            {
                ListedUsers.Add(Line(user.Name, (int)order.ConnectionOf(user)));
            }

            var games = status.Games;
            while (KailleraStatusGame.TryRead(ref games, out var game))
            {
                ListedGames.Add(Line(game.Name, game.Owner, game.Emulator));
            }
        }
    }
}
