using System.Text.Json;
using System.Text.Json.Serialization;
using Smash64.Kaillera.Servers.Lists;
using Smash64.Kaillera.Tests.Api;

namespace Smash64.Kaillera.Tests.Servers.Lists;

/// <summary>The list of players who wait without a server: <c>plist.txt</c>.</summary>
public sealed class WaitingPlayersTests
{
    private const string Coded = "SMASH|Emu {CC:PIKA@555}|Ness|203.0.113.7:27886|33";
    private const string Plain = "Kart|Other|Ryu|203.0.113.8:40000|";
    private const string OnAServer = "Mario|203.0.113.9:27888|Luigi|Mupen64|1/4|Galaxy|Chicago|";

    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
    };

    [Fact]
    public void Parse_Vectors_AreReadOrDroppedAsTheySay()
    {
        var rows = JsonSerializer.Deserialize<Row[]>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "waiting-games.json")),
            Format
        )!;

        rows.Should().HaveCountGreaterThan(20);
        foreach (var row in rows)
        {
            var report = KailleraWaitingGamesParser.Parse(Convert.FromHexString(row.Hex));
            if (row.Drop is { } reason)
            {
                report.Entries.Should().BeEmpty(row.Why);
                report.Dropped.Should().ContainSingle(row.Why).Which.Reason.Should().Be(reason, row.Why);
                continue;
            }

            report.DroppedCount.Should().Be(0, row.Why);
            report
                .Entries.Should()
                .Equal(
                    [
                        new KailleraWaitingGame(row.Game, row.Host, row.Port)
                        {
                            Emulator = row.Emulator,
                            Code = row.Code,
                            User = row.User,
                            Players = 1,
                            LineNumber = 1,
                        },
                    ],
                    row.Why
                );
        }
    }

    [Fact]
    public void Parse_BothFormatsInOneList_AreToldApartLineByLine()
    {
        var report = KailleraWaitingGamesParser.Parse($"{Coded}\n{OnAServer}\r\n\n{Plain}\n{OnAServer}{OnAServer}\n");

        report
            .Entries.Select(game => (game.Game, game.Code, game.Port, game.ServerName, game.LineNumber))
            .Should()
            .Equal(
                ("SMASH", "PIKA@555", 27886, "", 1),
                ("Mario", null, 27888, "Galaxy", 2),
                ("Kart", null, 40000, "", 4),
                ("Mario", null, 27888, "Galaxy", 5),
                ("Mario", null, 27888, "Galaxy", 5)
            );
        report.DroppedCount.Should().Be(0);
    }

    [Theory]
    [InlineData("a|b {CC:FOX@1}|c|203.0.113.5:1|user|Emu|1/4|s|l|", 3, "its name is a game's on a server, as the others' are")]
    [InlineData("a|b {CC:FOX@1}|c|203.0.113.5:1|us|er|Emu|1/4|s|l|", 2, "a broken game is dropped alone")]
    [InlineData("a|b|c|203.0.113.5:1|x|", 2, "and so is one with too few fields")]
    public void Parse_NameThatImitatesThisFormat_HidesNoGameOfTheOther(string hostile, int count, string because)
    {
        var report = KailleraWaitingGamesParser.Parse($"{hostile}{OnAServer}{OnAServer}");

        report.Entries.Should().HaveCount(count, because);
        report.Entries.TakeLast(2).Select(game => game.ServerName).Should().Equal(["Galaxy", "Galaxy"], because);
    }

    [Fact]
    public void Parse_TwoSeparatorsInTheNameOfAGame_StaysAGameOfAServer()
    {
        var report = KailleraWaitingGamesParser.Parse("a|b|c|203.0.113.5:1|user|Emu|1/4|Galaxy|Chicago|");

        report.Entries.Should().ContainSingle().Which.Game.Should().Be("a|b|c");
    }

    [Fact]
    public void Parse_CodeInAGameOfTheOlderFormat_IsFoundToo()
    {
        var game = KailleraWaitingGamesParser
            .Parse("G|203.0.113.5:1|user|Emu {CC:FOX@1}|1/2|P2P|-|")
            .Entries.Should()
            .ContainSingle()
            .Subject;

        (game.Emulator, game.Code).Should().Be(("Emu", "FOX@1"));
    }

    [Fact]
    public void Parse_HostileLines_CostNoOther()
    {
        string[] hostile =
        [
            "203.0.113.1:1|203.0.113.1:1|203.0.113.1:1|203.0.113.300:1",
            "||||||||||||||||||||||||||||||||||||||||",
            new string('|', 100_000),
            new string('x', 100_000),
            "1.2.3.4:5",
            "{CC:}",
            "\0\u001B[2J|",
        ];

        var report = KailleraWaitingGamesParser.Parse(string.Concat(hostile.Select(line => $"{line}\n{Coded}\n")));

        report.Entries.Should().HaveCount(hostile.Length).And.OnlyContain(game => game.Code == "PIKA@555");
        report.DroppedCount.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task ReadWaitingGamesAsync_ListOfPlayers_LeavesOutWhoIsNotPublicAndKeepsTwoCodesAtOneAddress()
    {
        const string List =
            "G|E {CC:FOX@1}|U|8.8.8.8:27886|\nG|E {CC:FOX@2}|U|8.8.8.8:27886|\nG|E {CC:FOX@1}|U|8.8.8.8:27886|\nG|E|U|192.168.1.5:27886|\n";
        var lists = new FakeLists().Answer(FakeLists.One, FakeService.Text(List)).Answer(FakeLists.Two, FakeService.Text(""));

        var report = await lists.Create().ReadWaitingGamesAsync();

        report
            .Entries.Select(game => (game.Code, game.EndPoint))
            .Should()
            .Equal(("FOX@1", IPEndPoint.Parse("8.8.8.8:27886")), ("FOX@2", IPEndPoint.Parse("8.8.8.8:27886")));
        report.Dropped.Select(drop => drop.Reason).Should().Equal(KailleraListDropReason.Duplicate, KailleraListDropReason.NotPublic);
    }

    private sealed record Row(string Hex, string Why)
    {
        public KailleraListDropReason? Drop { get; init; }

        public string Game { get; init; } = "";

        public string Emulator { get; init; } = "";

        public string? Code { get; init; }

        public string User { get; init; } = "";

        public string Host { get; init; } = "";

        public int Port { get; init; }
    }
}
