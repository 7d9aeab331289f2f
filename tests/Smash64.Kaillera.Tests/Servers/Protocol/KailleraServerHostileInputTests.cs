namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Whatever comes to a practice server: no exception, bounded answers, bounded places and bounded memory.</summary>
public sealed class KailleraServerHostileInputTests
{
    private const int Places = 6;
    private const int Inputs = 100_000;
    private const int MostBytes = 8_192; // of a datagram

    // The most new messages in a datagram, and what the loudest of them, to open a game, makes the server say.
    private const int MostAnswers = 32 * ((3 * Places) + 4);

    private static readonly byte[][] Seeds =
    [
        .. KailleraRecordings
            .All.SelectMany(session => session.Datagrams)
            .Select(datagram => datagram.Payload)
            .DistinctBy(Convert.ToHexString, StringComparer.Ordinal),
    ];

    [Theory]
    [InlineData(KailleraPracticePorts.PerUser, 1)]
    [InlineData(KailleraPracticePorts.PerUser, 2)]
    [InlineData(KailleraPracticePorts.Shared, 3)]
    [InlineData(KailleraPracticePorts.Shared, 4)]
    public void Receive_MutatedRecordingsFromManyAddresses_StaysWithinItsBounds(KailleraPracticePorts ports, int seed)
    {
        var random = new Random(seed);
        var driver = NewDriver(ports);
        var clients = Enumerable.Range(0, 12).Select(number => new DrivenUser(driver, number % 9)).ToList();
        var reached = new HashSet<KailleraPracticeServerEventKind>();

        for (var i = 0; i < Inputs; i++)
        {
            driver.Sent.Clear();
            driver.Events.Clear();
            var client = clients[random.Next(clients.Count)];
            switch (random.Next(40))
            {
                case 0:
                    Restart(driver, clients, client);
                    break;
                case < 4:
                    driver.AdvanceTo(driver.Now + TimeSpan.FromMilliseconds(random.Next(200)));
                    break;
                case < 12:
                    driver.Receive(Mutate(random, Seeds[random.Next(Seeds.Length)]), client.EndPoint, PortFor(random, client));
                    break;
                default:
                    var game = driver.Server.Games is [.., var last] ? (byte)last.Id : (byte)random.Next(256);
                    driver.Receive(NextOf(random, client.Client, game), client.EndPoint, client.Port == 0 ? ServerDriver.DoorwayPort : client.Port);
                    break;
            }

            driver.Sent.Should().HaveCountLessThanOrEqualTo(MostAnswers);
            (driver.Sent.Count == 0 || driver.Sent.Max(sent => sent.Payload.Length) <= MostBytes).Should().BeTrue();
            (driver.Server.Places <= Places && driver.OpenPorts.Count <= Places).Should().BeTrue();
            (driver.Server.Games.Count <= Places && driver.Server.Users.Count <= Places).Should().BeTrue();
            reached.UnionWith(driver.Events.Select(happened => happened.Kind));
        }

        reached.Should().Contain(
            [
                KailleraPracticeServerEventKind.Joined,
                KailleraPracticeServerEventKind.Rejected,
                KailleraPracticeServerEventKind.GameJoined,
                KailleraPracticeServerEventKind.Left,
                KailleraPracticeServerEventKind.Full,
            ],
            "a fuzz that never gets in proves nothing"
        );
    }

    /// <summary>What these code pages can't read they write in up to four bytes, or with escapes around it.</summary>
    [Theory]
    [InlineData(1252)]
    [InlineData(932)]
    [InlineData(936)]
    [InlineData(949)]
    [InlineData(50220)]
    [InlineData(54936)]
    [InlineData(65001)]
    public void Receive_LongestTextsInAnyCodePage_FitIntoTheServersMessages(int codePage)
    {
        var driver = NewDriver(KailleraPracticePorts.PerUser, CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage));
        var users = Enumerable
            .Range(0, Places)
            .Select(number => new DrivenUser(driver, number).LogIn(new string('\u00ff', 30) + number))
            .ToList();

        users[0].Say(users[0].Client.CreateGame(new string('\u00ff', KailleraProtocol.MaxGameNameLength)));
        var game = (byte)driver.Server.Games.Single().Id;
        users.ForEach(user => user.Say(user.Client.JoinGame(game)));
        users.ForEach(user => user.Say(user.Client.Chat(new string('\u00ff', 320))));
        users.ForEach(user => user.Say(user.Client.GameChat(new string('\u00ff', 320))));
        users.ForEach(user => user.Say(user.Client.Quit(new string('\u00ff', 100))));

        driver.Server.Users.Should().BeEmpty("everybody could speak, and went");
        driver.Events.Count(happened => happened.Kind == KailleraPracticeServerEventKind.Left).Should().Be(Places);
    }

    private static ServerDriver NewDriver(KailleraPracticePorts ports, Encoding? encoding = null) =>
        new(
            new KailleraPracticeServerOptions
            {
                Ports = ports,
                MaxUsers = Places,
                ChatInterval = TimeSpan.Zero,
                SilentUserTimeout = TimeSpan.FromSeconds(5),
                ArrivalAnnouncement = "Somebody has come",
                Encoding = encoding ?? KailleraText.DefaultEncoding,
            }
        )
        {
            ReusesPorts = true,
        };

    private static void Restart(ServerDriver driver, List<DrivenUser> clients, DrivenUser client)
    {
        var next = new DrivenUser(driver, client.EndPoint);
        next.SayHello();
        clients[clients.IndexOf(client)] = next;
    }

    private static int PortFor(Random random, DrivenUser client) => random.Next(3) == 0 || client.Port == 0 ? ServerDriver.DoorwayPort : client.Port;

    // What a client could say next, mostly in a good order, so that it gets somewhere.
    private static byte[] NextOf(Random random, PracticeClient client, byte game) =>
        client.NextNumber switch
        {
            0 => client.Login(random.Next(8) == 0 ? "a|b" : $"User {random.Next(9)}"),
            <= 4 => random.Next(20) == 0 ? client.Again() : client.Ack(),
            _ => random.Next(8) switch
            {
                0 => client.CreateGame($"Game {random.Next(3)}"),
                1 or 2 => client.JoinGame(game),
                3 => client.QuitGame(),
                4 => client.GameChat("line"),
                5 => random.Next(5) == 0 ? client.Quit() : client.Chat("line"),
                6 => client.Again(),
                _ => Mutate(random, client.Chat("line")),
            },
        };

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var datagram = seed.ToArray();
        for (var i = random.Next(4); i > 0 && datagram.Length > 0; i--)
        {
            datagram[random.Next(datagram.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? datagram[..random.Next(datagram.Length + 1)] : datagram;
    }
}
