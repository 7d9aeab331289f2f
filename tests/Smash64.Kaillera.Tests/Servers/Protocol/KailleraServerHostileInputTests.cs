using Smash64.Kaillera.Servers;
using Smash64.Kaillera.Servers.Protocol;

namespace Smash64.Kaillera.Tests.Servers.Protocol;

/// <summary>Whatever comes to a practice server: no exception, bounded answers, bounded places and bounded memory.</summary>
public sealed class KailleraServerHostileInputTests
{
    private const int Places = 6;
    private const int Inputs = 100_000;

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
            (driver.Sent.Count == 0 || driver.Sent.Max(sent => sent.Payload.Length) <= KailleraProtocol.MaxDatagramLength).Should().BeTrue();
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

    [Fact]
    public void Receive_OneUserWithoutEnd_HoldsNoMoreMemory()
    {
        var driver = NewDriver(KailleraPracticePorts.PerUser);
        var user = new DrivenUser(driver, 1).LogIn("Mario");
        Talk(1_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        Talk(20_000);

        (GC.GetTotalMemory(forceFullCollection: true) - before).Should().BeLessThan(1_000_000, "20,000 lines of 150 bytes would be more");
        driver.Server.Users.Should().ContainSingle();

        void Talk(int lines)
        {
            var client = new PracticeClient { NextNumber = user.Client.NextNumber };
            for (var i = 0; i < lines; i++)
            {
                driver.Receive(client.Chat(new string('x', 150)), user.EndPoint, user.Port);
                driver.Sent.Clear();
                driver.Events.Clear();
            }

            user.Client.NextNumber = client.NextNumber;
        }
    }

    private static ServerDriver NewDriver(KailleraPracticePorts ports) =>
        new(
            new KailleraPracticeServerOptions
            {
                Ports = ports,
                MaxUsers = Places,
                ChatInterval = TimeSpan.Zero,
                SilentUserTimeout = TimeSpan.FromSeconds(5),
                ArrivalAnnouncement = "Somebody has come",
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
