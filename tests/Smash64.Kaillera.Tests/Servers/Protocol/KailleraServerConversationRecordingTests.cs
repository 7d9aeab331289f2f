using Smash64.Kaillera.Servers.Protocol.Messages;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>
/// Our server stands in for the real one of each recording, and must say to each client what that one said, byte for byte:
/// every session, every datagram, in its order. Given to it are the ports, the first numbers of users and games, and the lines
/// of that server's configuration; the real server's threads make up the order between clients, which is not compared.
/// </summary>
public sealed class KailleraServerConversationRecordingTests
{
    private const int WindowsCyrillic = 1251;

    // The real server had other work between some of the lines to a newcomer; ours is never late.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    private static readonly string[] Lines =
    [
        "Welcome to a new EmuLinkerSF Server!",
        "Edit emulinker.cfg to setup your server configuration",
        "Edit language.properties to setup your login announcements",
        "EmuLinkerSF v93.2: 01-22-2023 - Visit: https://god-weapon.github.io",
    ];

    private static readonly string[] GameGreeting =
    [
        "Help: EmuLinkerSF v93.2: 01-22-2023 - Visit: https://god-weapon.github.io",
        "************************",
        "Type /p2pon to ignore ALL server activity during gameplay.",
        "This will reduce lag that you contribute due to a busy server.",
        "If server is greater than 60 users, option is auto set.",
        "************************",
    ];

    // Servers without administrators, and those of them that had one place only.
    private static readonly string[] WithoutAdministrators =
    [
        "server-full",
        "rejected-ping-too-high",
        "rejected-empty-name",
        "login-plain-user",
        "rejected-emulator-too-long",
        "rejected-control-character",
        "too-many-hellos",
    ];

    private static readonly string[] WithOnePlace = ["server-full", "rejected-ping-too-high", "rejected-empty-name"];

    public static TheoryData<string> SessionNames => [.. KailleraRecordings.All.Select(session => session.Name)];

    [Fact]
    public void SessionNames_AreAllThatWereRecorded() => SessionNames.Should().HaveCount(26);

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void Receive_RecordedClients_AreAnsweredAsByTheRealServer(string name)
    {
        var session = KailleraRecordings.Find(name);

        var driver = Play(session);

        foreach (var peer in session.Datagrams.Select(datagram => datagram.Peer).Distinct())
        {
            Answers(driver, peer)
                .Select(sent => Describe(sent.LocalPort, sent.Payload))
                .Should()
                .Equal(Answers(session, peer).Select(datagram => Describe(datagram.ServerPort, datagram.Payload)), "peer {0}", peer);
        }
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void WakeUp_RecordedClients_AreToldAtAboutTheSameTime(string name)
    {
        var session = KailleraRecordings.Find(name);

        var driver = Play(session);

        foreach (var peer in session.Datagrams.Select(datagram => datagram.Peer).Distinct())
        {
            Answers(driver, peer)
                .Zip(Answers(session, peer), (ours, real) => (ours.Time - real.Time).Duration())
                .Should()
                .OnlyContain(difference => difference <= Tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void Advance_BehindTheRecording_LeavesNobodyAndNoPort(string name)
    {
        var driver = Play(KailleraRecordings.Find(name));

        driver.AdvanceTo(driver.Now + new KailleraPracticeServerOptions().LoginTimeout);

        driver.Server.Users.Should().BeEmpty("every recorded client quits, is thrown out or never gets in");
        driver.Server.Games.Should().BeEmpty();
        driver.Server.Places.Should().Be(0);
        driver.OpenPorts.Should().BeEmpty();
        driver.Server.WakeUp.Should().Be(TimeSpan.MaxValue);
    }

    [Theory]
    [MemberData(nameof(SessionNames))]
    public void TryReadEvent_RecordedClients_AreToldOf(string name)
    {
        var session = KailleraRecordings.Find(name);

        var driver = Play(session);

        // A client is listed when it is told who else is; each line comes back to who said it.
        var heard = session.Datagrams.Where(datagram => datagram.IsFromServer && datagram.ServerPort != KailleraRecordedDatagram.DoorwayPort);
        var newest = heard.Select(datagram => (datagram.Peer, Type: NewestType(datagram.Payload), Number: datagram.Payload[1])).Distinct().ToList();
        Count(driver, KailleraPracticeServerEventKind.Joined)
            .Should()
            .Be(newest.Where(message => message.Type is KailleraMessageType.ServerStatus).Select(message => message.Peer).Distinct().Count());
        Count(driver, KailleraPracticeServerEventKind.Left).Should().Be(Count(driver, KailleraPracticeServerEventKind.Joined));
        Count(driver, KailleraPracticeServerEventKind.Rejected)
            .Should()
            .Be(newest.Count(message => message.Type is KailleraMessageType.Rejected));
        Count(driver, KailleraPracticeServerEventKind.Hello).Should().Be(session.Ports.Count);
        Count(driver, KailleraPracticeServerEventKind.GameCreated)
            .Should()
            .Be(session.Datagrams.Count(datagram => !datagram.IsFromServer && NewestType(datagram.Payload) is KailleraMessageType.CreateGame));
    }

    private static ServerDriver Play(KailleraSession session)
    {
        var driver = new ServerDriver(OptionsFor(session), session.Ports, session.FirstUserId, FirstGameId(session));
        foreach (var datagram in session.Datagrams.Where(datagram => !datagram.IsFromServer))
        {
            driver.AdvanceTo(session.TakenAt(datagram));
            driver.Receive(datagram.Payload, EndPointOf(datagram.Peer), datagram.ServerPort);
        }

        driver.AdvanceTo(session.Datagrams[^1].Time);
        return driver;
    }

    private static KailleraPracticeServerOptions OptionsFor(KailleraSession session)
    {
        var hasAdministrators = !WithoutAdministrators.Contains(session.Name);
        return new KailleraPracticeServerOptions
        {
            Encoding = CodePagesEncodingProvider.Instance.GetEncoding(WindowsCyrillic)!,
            Announcements = hasAdministrators ? [.. Lines[..3], "Welcome Admin! Type /help for a admin command list.", Lines[3]] : Lines,
            ArrivalAnnouncement = hasAdministrators ? "Server Owner Logged In!" : null,
            GameGreeting = GameGreeting,
            MaxUsers = WithOnePlace.Contains(session.Name) ? 1 : 100,
            MaxPing = hasAdministrators ? null : TimeSpan.FromMilliseconds(250),
            ChatInterval = hasAdministrators ? TimeSpan.Zero : TimeSpan.FromSeconds(2),
            BanRepeatedHellos = !hasAdministrators,
        };
    }

    private static uint FirstGameId(KailleraSession session)
    {
        foreach (var datagram in session.Datagrams.Where(datagram => datagram.IsFromServer))
        {
            if (
                KailleraDatagramReader.TryCreate(datagram.Payload, out var reader)
                && reader.TryRead(out var message)
                && KailleraCreateGameMessage.TryRead(message, out var game)
            )
            {
                return game.GameId;
            }
        }

        return 1;
    }

    private static IEnumerable<SentDatagram> Answers(ServerDriver driver, int peer) =>
        driver.Sent.Where(sent => sent.Destination.Equals(EndPointOf(peer)));

    private static IEnumerable<KailleraRecordedDatagram> Answers(KailleraSession session, int peer) =>
        session.Datagrams.Where(datagram => datagram.IsFromServer && datagram.Peer == peer);

    private static int Count(ServerDriver driver, KailleraPracticeServerEventKind kind) => driver.Events.Count(happened => happened.Kind == kind);

    private static KailleraMessageType NewestType(byte[] datagram) =>
        KailleraDatagramReader.TryCreate(datagram, out var reader) && reader.TryRead(out var message)
            ? message.Type
            : KailleraMessageType.Unknown;

    private static string Describe(int port, byte[] datagram) => $"{port}: {Convert.ToHexString(datagram)}";

    private static IPEndPoint EndPointOf(int peer) => new(IPAddress.Loopback, 40_000 + peer);
}
