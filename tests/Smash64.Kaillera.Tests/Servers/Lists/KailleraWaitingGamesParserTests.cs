using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Tests.Servers.Lists;

public sealed class KailleraWaitingGamesParserTests
{
    private const string First = "SMASH BROTHERS|203.0.113.7:27888|Ness|Mupen64|1/4|Galaxy|Chicago";
    private const string Second = "Street Fighter II|kaillera.example.net:27889|Ryu|MAME|2/2|Dojo|Osaka";

    [Fact]
    public void Parse_TwoGames_ReadsEveryField()
    {
        var report = KailleraWaitingGamesParser.Parse($"{First}|{Second}|\n");

        report
            .Entries.Should()
            .Equal(
                new KailleraWaitingGame("SMASH BROTHERS", "203.0.113.7", 27888)
                {
                    User = "Ness",
                    Emulator = "Mupen64",
                    Players = 1,
                    MaxPlayers = 4,
                    ServerName = "Galaxy",
                    Location = "Chicago",
                    LineNumber = 1,
                },
                new KailleraWaitingGame("Street Fighter II", "kaillera.example.net", 27889)
                {
                    User = "Ryu",
                    Emulator = "MAME",
                    Players = 2,
                    MaxPlayers = 2,
                    ServerName = "Dojo",
                    Location = "Osaka",
                    LineNumber = 1,
                }
            );
        report.DroppedCount.Should().Be(0);
    }

    [Theory]
    [InlineData($"{First}|{Second}", "the last may have no separator behind it")]
    [InlineData($"{First}|\n{Second}|\n", "each may have its own line")]
    [InlineData($"{First}\n{Second}\n", "each may have its own line, with no separator at its end")]
    [InlineData($"{First}|\r\n\r\n{Second}|\r\n", "lines may end in CR LF, and be empty")]
    [InlineData($"\uFEFF{First}|{Second}|", "a byte order mark may come first")]
    public void Parse_OtherWaysToDivideGames_ReadsBoth(string list, string because)
    {
        var report = KailleraWaitingGamesParser.Parse(list);

        report.Entries.Select(game => (game.Game, game.Location))
            .Should()
            .Equal([("SMASH BROTHERS", "Chicago"), ("Street Fighter II", "Osaka")], because);
        report.DroppedCount.Should().Be(0, because);
    }

    [Fact]
    public void Parse_SeparatorInTheNameOfAGame_IsPutTogetherAgain()
    {
        var report = KailleraWaitingGamesParser.Parse($"|| a|b ||{First}|x | y|{Second}|");

        report.Entries.Select(game => game.Game).Should().Equal("|| a|b ||SMASH BROTHERS", "x | y|Street Fighter II");
        report.DroppedCount.Should().Be(0);
    }

    [Theory]
    [InlineData("G|203.0.113.9:27888|us|er|Mupen64|1/4|Galaxy|Chicago", KailleraListDropReason.InvalidNumber, "a name with a separator")]
    [InlineData("G|203.0.113.9:27888|user|Mupen64|Galaxy|Chicago", KailleraListDropReason.InvalidNumber, "the players are missing")]
    [InlineData("G|203.0.113.9:27888|user|Mupen64|-1/4|Galaxy|Chicago", KailleraListDropReason.InvalidNumber, "fewer than none")]
    [InlineData("G|203.0.113.9:27888|user|Mupen64|1/99999999999|Galaxy|Chicago", KailleraListDropReason.InvalidNumber, "more than can be")]
    [InlineData("G|203.0.113.9:0|user|Mupen64|1/4|Galaxy|Chicago", KailleraListDropReason.InvalidPort, "no such port")]
    [InlineData("G|203.0.113.256:27888|user|Mupen64|1/4|Galaxy|Chicago", KailleraListDropReason.InvalidHost, "no such address")]
    public void Parse_BrokenGame_IsDroppedAndReadingGoesOnAtTheNextAddress(string broken, KailleraListDropReason reason, string because)
    {
        var report = KailleraWaitingGamesParser.Parse($"{First}|{broken}|{Second}|a|b|{First}|");

        report.Entries.Select(game => game.Game).Should().Equal(["SMASH BROTHERS", "Street Fighter II", "a|b|SMASH BROTHERS"], because);
        report.Dropped.Should().ContainSingle(because).Which.Reason.Should().Be(reason, because);
        report.Dropped[0].Text.Should().StartWith("G|203.0.113");
    }

    [Fact]
    public void Parse_SeparatorInALocation_GoesToTheNameOfTheNextGame()
    {
        var report = KailleraWaitingGamesParser.Parse($"G|203.0.113.9:27888|user|Mupen64|1/4|Galaxy|Chi|cago|{Second}|{First}|");

        report
            .Entries.Select(game => (game.Game, game.Location))
            .Should()
            .Equal(("G", "Chi"), ("cago|Street Fighter II", "Osaka"), ("SMASH BROTHERS", "Chicago"));
    }

    [Fact]
    public void Parse_GameWithoutName_IsDroppedAndTheNextIsRead()
    {
        var report = KailleraWaitingGamesParser.Parse($"203.0.113.9:27888|user|Mupen64|1/4|Galaxy|Chicago|{Second}|");

        report.Entries.Should().ContainSingle().Which.Game.Should().Be("Street Fighter II");
        report.Dropped.Should().ContainSingle().Which.Reason.Should().Be(KailleraListDropReason.MissingFields);
    }

    [Fact]
    public void Parse_NameOfAUserThatLooksLikeAnAddress_IsTheName()
    {
        var report = KailleraWaitingGamesParser.Parse($"G|203.0.113.9:27888|198.51.100.1:1|Mupen64|1/4|Galaxy|Chicago|{Second}|");

        report.Entries.Select(game => (game.Host, game.User))
            .Should()
            .Equal(("203.0.113.9", "198.51.100.1:1"), ("kaillera.example.net", "Ryu"));
        report.DroppedCount.Should().Be(0);
    }

    [Theory]
    [InlineData("G|203.0.113.9:27888")]
    [InlineData("G|203.0.113.9:27888|user|Mupen64|1/4")]
    [InlineData("G|203.0.113.9:27888|user|Mupen64|1/4|Galaxy")]
    public void Parse_ListCutOff_DropsTheLastGame(string end)
    {
        var report = KailleraWaitingGamesParser.Parse($"{First}|{end}");

        report.Entries.Should().ContainSingle();
        report.Dropped.Should().Equal(new KailleraListDrop(KailleraListDropReason.MissingFields, 1, end));
    }

    [Fact]
    public void Parse_GameCutOffByALineEnd_DropsItAlone()
    {
        var report = KailleraWaitingGamesParser.Parse($"G|203.0.113.9:27888|user|Mu\npen64|1/4|Galaxy|Chicago|{Second}|\n{First}|");

        report.Entries.Select(game => game.Game).Should().Equal("Street Fighter II", "SMASH BROTHERS");
        report.Dropped.Should().ContainSingle().Which.LineNumber.Should().Be(1);
    }

    [Fact]
    public void Parse_CountWithoutMaximum_LeavesTheMaximumOut()
    {
        var report = KailleraWaitingGamesParser.Parse("G|203.0.113.9:27888|user|Mupen64|3|Galaxy|Chicago|");

        var game = report.Entries.Should().ContainSingle().Subject;
        (game.Players, game.MaxPlayers).Should().Be((3, null));
    }

    [Fact]
    public void Parse_ServersBehindTheGames_ArePassedOver()
    {
        const string Servers =
            "Galaxy\n203.0.113.7:27888;12/100;3;0.86;Chicago\n|| Smash ||\n203.0.113.8:27888;12/100;3;0.86;Lyon\nBroken\nfoo\n";

        var report = KailleraWaitingGamesParser.Parse($"{First}|\n{Servers}");

        report.Entries.Should().ContainSingle();
        report
            .Dropped.Should()
            .Equal(
                new KailleraListDrop(KailleraListDropReason.NoAddress, 6, "Broken"),
                new KailleraListDrop(KailleraListDropReason.NoAddress, 7, "foo")
            );
    }

    [Fact]
    public void Parse_ServersWithoutGames_FindsNothing()
    {
        var report = KailleraWaitingGamesParser.Parse("\nGalaxy\n203.0.113.7:27888;12/100;3;0.86;Chicago\n");

        report.Entries.Should().BeEmpty();
        report.DroppedCount.Should().Be(0);
    }

    [Fact]
    public void Parse_ErrorPage_DropsEveryLine()
    {
        var report = KailleraWaitingGamesParser.Parse("<html>\n<a href=\"http://status.example.net:8080/\">|</a>\n</html>");

        report.Entries.Should().BeEmpty();
        report.Dropped.Should().HaveCount(3).And.OnlyContain(drop => drop.Reason == KailleraListDropReason.NoAddress);
    }

    [Fact]
    public void Parse_MegabyteOfAnything_IsReportedOnceAndCutShort()
    {
        var megabyte = new string('x', 1024 * 1024);

        var report = KailleraWaitingGamesParser.Parse(
            $"{First}|G|203.0.113.9:27888|{megabyte}|Mupen64|1/4|Galaxy|Chicago|{Second}|{megabyte}|{First}|a|{First}|{megabyte}"
        );

        report.Entries.Select(game => game.Game).Should().Equal("SMASH BROTHERS", "Street Fighter II", "SMASH BROTHERS");
        report
            .Dropped.Select(drop => drop.Reason)
            .Should()
            .Equal(KailleraListDropReason.TooLong, KailleraListDropReason.TooLong, KailleraListDropReason.NoAddress);
        report.Dropped.Should().OnlyContain(drop => drop.Text.Length <= 81);
    }

    [Theory]
    // In 932 the second byte of the first character is 0x7C, the separator's.
    [InlineData(932, "ポケモン", "ポ", "ポ")]
    [InlineData(932, "ホポボャ", "ポポ", "x")]
    [InlineData(936, "中文游戏", "玩家", "北京")]
    [InlineData(949, "스매시 브라더스", "유저", "서울")]
    [InlineData(1251, "Марио", "Игрок", "Москва")]
    [InlineData(1252, "Pokémon", "Zoë", "Orléans")]
    public void Parse_CodePage_DividesFieldsByCharactersNotByBytes(int codePage, string game, string user, string location)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;
        var list = encoding.GetBytes($"{game}|203.0.113.9:27888|{user}|Mupen64|1/4|{game}|{location}|{Second}|");

        var report = KailleraWaitingGamesParser.Parse(list, encoding);

        report.Entries.Should().HaveCount(2);
        var read = report.Entries[0];
        (read.Game, read.User, read.ServerName, read.Location).Should().Be((game, user, game, location));
        report.DroppedCount.Should().Be(0);
    }

    [Fact]
    public void Parse_CodePage932_HasTheSeparatorsByteInACharacter() =>
        CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("ポ")
            .Should()
            .Equal([0x83, 0x7C], "else the test above shows nothing");

    [Theory]
    [InlineData("837C835083828393", "ポケモン", "the second byte of a Japanese ポ is a separator's")]
    [InlineData("E38383", "ッ", "in UTF-8 it may stand before a separator")]
    [InlineData("4DE9", "Mé", "in Windows-1252 too")]
    public void Parse_NoCodePage_FindsTheSeparatorsBehindNamesOfEachKind(string hex, string name, string because)
    {
        byte[] list = [.. Convert.FromHexString(hex), .. "|8.8.8.8:27888|"u8, .. Convert.FromHexString(hex), .. "|Mupen64|1/4|Chicago|USA|"u8];

        var game = KailleraWaitingGamesParser.Parse(list).Entries.Should().ContainSingle(because).Subject;

        (game.Game, game.User, game.Emulator).Should().Be((name, name, "Mupen64"), because);
    }

    [Fact]
    public void Parse_NoCodePage_ReadsEachTextAsUtf8OrWindows1252()
    {
        byte[] list =
        [
            .. Encoding.UTF8.GetBytes("ポケモン|203.0.113.9:27888|"),
            .. Encoding.Latin1.GetBytes("Zoé|Mupen64|1/4|Café|"),
            .. Encoding.UTF8.GetBytes("Orléans|"),
        ];

        var game = KailleraWaitingGamesParser.Parse(list).Entries.Should().ContainSingle().Subject;

        (game.Game, game.User, game.ServerName, game.Location).Should().Be(("ポケモン", "Zoé", "Café", "Orléans"));
    }

    [Fact]
    public void Parse_ControlCharactersAndDirectionOverrides_AreReplacedEverywhere()
    {
        const string Hostile = "a\0b\u001B\u202Ec";

        var report = KailleraWaitingGamesParser.Parse($"{Hostile}|203.0.113.9:27888|{Hostile}|{Hostile}|1/4|{Hostile}|{Hostile}|{Hostile}");

        const string Cleaned = "a\uFFFDb\uFFFD\uFFFDc";
        var game = report.Entries.Should().ContainSingle().Subject;
        (game.Game, game.User, game.Emulator, game.ServerName, game.Location).Should().Be((Cleaned, Cleaned, Cleaned, Cleaned, Cleaned));
        report.Dropped.Should().ContainSingle().Which.Text.Should().Be(Cleaned);
    }

    [Fact]
    public void Parse_MoreThanMayBeKept_IsCounted()
    {
        var report = KailleraWaitingGamesParser.Parse(
            string.Concat(Enumerable.Repeat(First + "|", 10)) + string.Concat(Enumerable.Repeat("\njunk", 10)),
            maxEntries: 4,
            maxDropped: 3
        );

        report.Entries.Should().HaveCount(4);
        report.Dropped.Should().HaveCount(3);
        report.DroppedCount.Should().Be(16);
    }

    [Fact]
    public void Parse_BadArguments_NamesThem()
    {
        FluentActions.Invoking(() => KailleraWaitingGamesParser.Parse((string)null!))
            .Should()
            .Throw<ArgumentNullException>().WithParameterName("list");
        FluentActions
            .Invoking(() => KailleraWaitingGamesParser.Parse([], Encoding.Unicode))
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("encoding");
        FluentActions
            .Invoking(() => KailleraWaitingGamesParser.Parse("", maxEntries: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithParameterName("maxEntries");
        FluentActions
            .Invoking(() => KailleraWaitingGamesParser.Parse("", maxDropped: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithParameterName("maxDropped");
    }
}
