using Smash64.Kaillera.Nat.Waiting;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Nat.Tests.Waiting;

/// <summary>What clients, and our own reader, get to read of a list of waiting games.</summary>
public sealed class WaitingGamesFormatTests
{
    private static readonly IPEndPoint Here = IPEndPoint.Parse("100.200.0.2:27886");

    private static readonly WaitingGame[] Games =
    [
        new("SMASH BROTHERS", "Emu 1.0", "PIKA@555", "Ness", Here, 33),
        new("ポケモン", "Émulateur", Code: null, "Zoë", IPEndPoint.Parse("100.200.0.3:1"), Ping: null),
    ];

    [Fact]
    public void WriteToday_Games_WritesALineEach() =>
        Encoding
            .UTF8.GetString(WaitingGamesFormat.WriteToday(Games))
            .Should()
            .Be("SMASH BROTHERS|Emu 1.0 {CC:PIKA@555}|Ness|100.200.0.2:27886|33\nポケモン|Émulateur|Zoë|100.200.0.3:1|\n");

    [Fact]
    public void WriteOlder_Games_WritesOneLine() =>
        Encoding
            .UTF8.GetString(WaitingGamesFormat.WriteOlder(Games))
            .Should()
            .Be("SMASH BROTHERS|100.200.0.2:27886|Ness|Emu 1.0 {CC:PIKA@555}|1/2|P2P|-|ポケモン|100.200.0.3:1|Zoë|Émulateur|1/2|P2P|-|\n");

    [Fact]
    public void Write_NoGames_WritesNothing()
    {
        WaitingGamesFormat.WriteToday([]).Should().BeEmpty();
        WaitingGamesFormat.WriteOlder([]).Should().BeEmpty();
    }

    [Fact]
    public void Write_Null_SaysSo()
    {
        FluentActions
            .Invoking(() => WaitingGamesFormat.WriteToday(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("games");
        FluentActions
            .Invoking(() => WaitingGamesFormat.WriteOlder(null!))
            .Should()
            .Throw<ArgumentNullException>()
            .WithParameterName("games");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Written_List_IsReadByOurReader(bool isToday)
    {
        var report = Read(Games, isToday);

        report
            .Entries.Select(game => (game.Game, game.Emulator, game.Code, game.User, game.Host, game.Port, game.Players))
            .Should()
            .Equal(
                ("SMASH BROTHERS", "Emu 1.0", "PIKA@555", "Ness", "100.200.0.2", 27886, 1),
                ("ポケモン", "Émulateur", null, "Zoë", "100.200.0.3", 1, 1)
            );
        report.DroppedCount.Should().Be(0);
    }

    [Theory]
    [InlineData("a|b\nc", "x|y {CC:FOX@1}", "FOX@2}|", "u\u001B|\u202Ev")]
    [InlineData("8.8.8.8:27886", "8.8.8.8:27886", "", "8.8.8.8:27886")]
    [InlineData("|", "|", "|", "|")]
    [InlineData("", "", null, "")]
    [InlineData("  ", "\n", "\n", "\0")]
    [InlineData("1/4", "1/4", "1/4", "1/4")]
    [InlineData("G", " {CC:FOX@1}", null, "U")]
    [InlineData("\uD800", "\uDC00", "\uD800", "\uFFFF")]
    [InlineData(null, null, null, null)]
    public void Written_HostileNames_StayOneGameAtItsAddress(string? game, string? emulator, string? code, string? user)
    {
        WaitingGame hostile = new(game!, emulator!, code, user!, Here, Ping: null);
        foreach (var isToday in (bool[])[true, false])
        {
            var report = Read([Games[0], hostile, Games[0], hostile], isToday);

            report.DroppedCount.Should().Be(0);
            report.Entries.Select(entry => (entry.Host, entry.Port)).Should().Equal(Enumerable.Repeat(("100.200.0.2", 27886), 4));
            report.Entries.Select(entry => entry.Code).Should().Equal("PIKA@555", null, "PIKA@555", null);
            report.Entries[2].Game.Should().Be("SMASH BROTHERS");
        }
    }

    [Fact]
    public void Written_LongestNames_AreWholeForOurReader()
    {
        var games = new WaitingGame(
            new('ポ', 500),
            new('ポ', 500),
            new('A', 16),
            new('ポ', 500),
            IPEndPoint.Parse("100.200.100.200:65535"),
            99999
        );
        foreach (var isToday in (bool[])[true, false])
        {
            var entry = Read([games, games], isToday).Entries.Should().HaveCount(2).And.Subject.First();

            (entry.Game.Length, entry.Emulator.Length, entry.User.Length, entry.Code).Should().Be((127, 127, 31, new string('A', 16)));
        }
    }

    [Fact]
    public void WriteOlder_AnyNames_HasNoEmptyFieldAndSevenForEachGame()
    {
        WaitingGame nameless = new("", "", Code: null, "", Here, Ping: null);

        var text = Encoding.UTF8.GetString(WaitingGamesFormat.WriteOlder([nameless, .. Games, nameless]));

        // As clients divide it: they pass over empty fields, and count by sevens.
        text.Trim().Split('|', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(4 * 7);
    }

    private static KailleraListReport<KailleraWaitingGame> Read(IEnumerable<WaitingGame> games, bool isToday) =>
        KailleraWaitingGamesParser.Parse(isToday ? WaitingGamesFormat.WriteToday(games) : WaitingGamesFormat.WriteOlder(games));
}
