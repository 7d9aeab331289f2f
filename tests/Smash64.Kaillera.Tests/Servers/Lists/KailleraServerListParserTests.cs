using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Tests.Servers.Lists;

public sealed class KailleraServerListParserTests
{
    private const string Two =
        "Galaxy Server\n203.0.113.7:27888;12/100;3;0.86;Chicago\n-= Smash =-\nkaillera.example.net:27889;0/50;0;ESF 93.2;Lyon\n";

    [Fact]
    public void Parse_TwoServers_ReadsEveryField()
    {
        var report = KailleraServerListParser.Parse(Two);

        report
            .Entries.Should()
            .Equal(
                new KailleraServerEntry("203.0.113.7", 27888)
                {
                    Name = "Galaxy Server",
                    Users = 12,
                    MaxUsers = 100,
                    Games = 3,
                    Version = "0.86",
                    Location = "Chicago",
                    LineNumber = 2,
                },
                new KailleraServerEntry("kaillera.example.net", 27889)
                {
                    Name = "-= Smash =-",
                    MaxUsers = 50,
                    Version = "ESF 93.2",
                    Location = "Lyon",
                    LineNumber = 4,
                }
            );
        report.DroppedCount.Should().Be(0);
        report.Failures.Should().BeEmpty();
    }

    [Theory]
    [InlineData("", "nothing was there")]
    [InlineData("\n\n\n", "empty lines are nothing")]
    [InlineData("\uFEFF", "a byte order mark is nothing")]
    public void Parse_EmptyList_FindsAndDropsNothing(string list, string because)
    {
        var report = KailleraServerListParser.Parse(list);

        report.Entries.Should().BeEmpty(because);
        report.DroppedCount.Should().Be(0, because);
    }

    [Theory]
    [InlineData("\uFEFF" + Two, "a byte order mark may come first")]
    [InlineData("\n \n" + Two, "empty lines may come first")]
    public void Parse_HarmlessBeginning_ReadsBothServers(string list, string because) => ShouldBeBoth(list, because);

    [Fact]
    public void Parse_CarriageReturns_AreNoPartOfTheTexts() =>
        ShouldBeBoth(Two.Replace("\n", "\r\n", StringComparison.Ordinal), "CR LF is common");

    [Fact]
    public void Parse_LastLineFeedMissing_ReadsTheLastServer() => ShouldBeBoth(Two[..^1], "nothing is cut off but the end of the line");

    [Fact]
    public void Parse_EmptyLinesBetween_ReadsBothServers() =>
        ShouldBeBoth(Two.Replace("\n", "\n\n", StringComparison.Ordinal), "empty lines are skipped");

    [Fact]
    public void Parse_ErrorPage_DropsEveryLineAndReadsNothing()
    {
        const string Page = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title>\n<style>a:hover;b{}</style>\n</html>\n";

        var report = KailleraServerListParser.Parse(Page);

        report.Entries.Should().BeEmpty();
        report.Dropped.Should().HaveCount(4).And.OnlyContain(drop => drop.Reason == KailleraListDropReason.NoAddress);
    }

    [Fact]
    public void Parse_NameThatLooksLikeAnAddressLine_IsTheName()
    {
        const string Name = "198.51.100.1:27888;9/9;9;fake;fake";

        var report = KailleraServerListParser.Parse($"{Name}\n203.0.113.7:27888;1/2;3;v;l\nNext\n203.0.113.8:27888;1/2;3;v;l");

        report.Entries.Select(entry => (entry.Name, entry.Host)).Should().Equal((Name, "203.0.113.7"), ("Next", "203.0.113.8"));
        report.DroppedCount.Should().Be(0);
    }

    [Fact]
    public void Parse_TwoNamesInARow_DropsTheFirst()
    {
        var report = KailleraServerListParser.Parse("Lost\nFound\n203.0.113.7:27888;1/2;3;v;l");

        report.Entries.Should().ContainSingle().Which.Name.Should().Be("Found");
        report.Dropped.Should().Equal(new KailleraListDrop(KailleraListDropReason.NoAddress, 1, "Lost"));
    }

    [Theory]
    [InlineData("A\n203.0.113.1:1;1/2;3;v;l\n203.0.113.2:2;1/2;3;v;l\nC\n203.0.113.3:3;1/2;3;v;l", "A  C", "its line is gone")]
    [InlineData("A\n203.0.113.1:1;1/2;3;v;l\n\n203.0.113.2:2;1/2;3;v;l\nC\n203.0.113.3:3;1/2;3;v;l", "A  C", "its line is empty")]
    [InlineData("203.0.113.1:1;1/2;3;v;l\nB\n203.0.113.2:2;1/2;3;v;l\nC\n203.0.113.3:3;1/2;3;v;l", " B C", "it was the first line")]
    [InlineData("A\n203.0.113.1:1;1/2;3;v;l\nB\n203.0.113.2:2;1/2;3;v;l\n203.0.113.3:3;1/2;3;v;l", "A B ", "it was before the last line")]
    public void Parse_NameLost_KeepsTheServerWithoutName(string list, string names, string because)
    {
        var report = KailleraServerListParser.Parse(list);

        report.Entries.Select(entry => entry.Port).Should().Equal([1, 2, 3], because);
        string.Join(' ', report.Entries.Select(entry => entry.Name)).Should().Be(names, because);
        report.DroppedCount.Should().Be(0, because);
    }

    [Theory]
    [InlineData("203.0.113.7:27888;1/2;3;v;l;more;still", "l;more;still")]
    [InlineData("203.0.113.7:27888;1/2;3;v;", "")]
    [InlineData(" 203.0.113.7:27888 ; 1/2 ; 3 ; v ;\tl ", "l")]
    [InlineData("203.0.113.7:27888;1/2;3;v;a|b:c", "a|b:c")]
    public void Parse_OddLocations_AreKept(string line, string location)
    {
        var report = KailleraServerListParser.Parse($"Name\n{line}\n");

        report.Entries.Should().ContainSingle().Which.Location.Should().Be(location);
        report.Entries[0].Version.Should().Be("v");
    }

    [Theory]
    [InlineData("203.0.113.7:0;1/2;3;v;l", KailleraListDropReason.InvalidPort)]
    [InlineData("203.0.113.7:65536;1/2;3;v;l", KailleraListDropReason.InvalidPort)]
    [InlineData("203.0.113.7:-27888;1/2;3;v;l", KailleraListDropReason.InvalidPort)]
    [InlineData("203.0.113.7:99999999999999999999;1/2;3;v;l", KailleraListDropReason.InvalidPort)]
    [InlineData("203.0.113.7:;1/2;3;v;l", KailleraListDropReason.InvalidPort)]
    [InlineData("256.0.113.7:27888;1/2;3;v;l", KailleraListDropReason.InvalidHost)]
    [InlineData("127.1:27888;1/2;3;v;l", KailleraListDropReason.InvalidHost)]
    [InlineData("0x7f.0x1:27888;1/2;3;v;l", KailleraListDropReason.InvalidHost)]
    [InlineData("010.0.0.1:27888;1/2;3;v;l", KailleraListDropReason.InvalidHost)]
    [InlineData("a..example:27888;1/2;3;v;l", KailleraListDropReason.InvalidHost)]
    [InlineData("-a.example:27888;1/2;3;v;l", KailleraListDropReason.InvalidHost)]
    [InlineData("203.0.113.7:27888;-1/2;3;v;l", KailleraListDropReason.InvalidNumber)]
    [InlineData("203.0.113.7:27888;1/+2;3;v;l", KailleraListDropReason.InvalidNumber)]
    [InlineData("203.0.113.7:27888;1;3;v;l", KailleraListDropReason.InvalidNumber)]
    [InlineData("203.0.113.7:27888;1/2;2147483648;v;l", KailleraListDropReason.InvalidNumber)]
    [InlineData("203.0.113.7:27888;1/2;3\0;v;l", KailleraListDropReason.InvalidNumber)]
    [InlineData("203.0.113.7:27888;1/2;\u0663;v;l", KailleraListDropReason.InvalidNumber)]
    [InlineData("203.0.113.7:27888;1/2;3;v", KailleraListDropReason.MissingFields)]
    [InlineData("203.0.113.7:278;", KailleraListDropReason.MissingFields)]
    public void Parse_BrokenAddressLine_IsDroppedWithItsReasonAndTheRestIsRead(string line, KailleraListDropReason reason)
    {
        var report = KailleraServerListParser.Parse($"Broken\n{line}\nWhole\n203.0.113.8:27888;1/2;3;v;l\n");

        report.Entries.Should().ContainSingle().Which.Name.Should().Be("Whole");
        report.Dropped.Should().ContainSingle();
        (report.Dropped[0].Reason, report.Dropped[0].LineNumber).Should().Be((reason, 2));
        report.Dropped[0].Text.Should().StartWith(line[..8]);
        report.DroppedByReason.Should().Equal(new Dictionary<KailleraListDropReason, int> { [reason] = 1 });
    }

    [Fact]
    public void Parse_ListCutOffInAnAddressLine_DropsThatRatherThanGuess()
    {
        for (var length = Two.IndexOf("27889;", StringComparison.Ordinal) + 6; length < Two.LastIndexOf(';'); length++)
        {
            var report = KailleraServerListParser.Parse(Two[..length]);

            report.Entries.Should().ContainSingle("of {0}", Two[..length]);
            report.DroppedCount.Should().Be(1);
        }
    }

    [Fact]
    public void Parse_LongLines_AreDroppedAndTheRestIsRead()
    {
        var megabyte = new string('x', 1024 * 1024);
        var list = $"{megabyte}\n203.0.113.1:1;1/2;3;v;l\nB\n203.0.113.2:2;1/2;3;v;{megabyte}\nC\n203.0.113.3:3;1/2;3;v;l\n";

        var report = KailleraServerListParser.Parse(list);

        report.Entries.Select(entry => (entry.Name, entry.Port)).Should().Equal(("", 1), ("C", 3));
        report
            .Dropped.Select(drop => (drop.Reason, drop.LineNumber))
            .Should()
            .Equal((KailleraListDropReason.TooLong, 1), (KailleraListDropReason.NoAddress, 3), (KailleraListDropReason.TooLong, 4));
        report.Dropped[0].Text.Should().Be(new string('x', 80) + "…");
    }

    [Fact]
    public void Parse_LongestLine_IsRead()
    {
        var name = new string('n', KailleraServerListParser.MaxLineLength);

        var report = KailleraServerListParser.Parse($"{name}\n203.0.113.1:1;1/2;3;v;l\n{name}n\n203.0.113.1:1;1/2;3;v;l\n");

        report.Entries.Select(entry => entry.Name).Should().Equal(name, "");
    }

    [Fact]
    public void Parse_ControlCharactersAndDirectionOverrides_AreReplacedEverywhere()
    {
        const string Hostile = "a\0b\u001B[2J\u202Ec\u2028";

        var report = KailleraServerListParser.Parse($"{Hostile}\n203.0.113.1:1;1/2;3;{Hostile};{Hostile}\n{Hostile}");

        const string Cleaned = "a\uFFFDb\uFFFD[2J\uFFFDc\uFFFD";
        var entry = report.Entries.Should().ContainSingle().Subject;
        (entry.Name, entry.Version, entry.Location).Should().Be((Cleaned, Cleaned, Cleaned));
        report.Dropped.Should().ContainSingle().Which.Text.Should().Be(Cleaned);
    }

    [Theory]
    [InlineData(1251, "Сервер Москва", "Россия")]
    [InlineData(949, "카일레라 서버", "서울")]
    [InlineData(936, "中文服务器", "北京")]
    [InlineData(932, "スマブラ サーバー ソ能表", "東京")]
    [InlineData(1252, "Café", "Orléans")]
    public void Parse_CodePage_ReadsNamesAndLocations(int codePage, string name, string location)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

        var report = KailleraServerListParser.Parse(encoding.GetBytes($"{name}\n203.0.113.1:1;1/2;3;v;{location}\n"), encoding);

        var entry = report.Entries.Should().ContainSingle().Subject;
        (entry.Name, entry.Location).Should().Be((name, location));
    }

    [Fact]
    public void Parse_NoCodePage_ReadsEachTextAsUtf8OrWindows1252()
    {
        byte[] list =
        [
            .. Encoding.UTF8.GetBytes("Café ソ\n203.0.113.1:1;1/2;3;v;"),
            .. Encoding.Latin1.GetBytes("Orléans\nCafé\n203.0.113.2:2;1/2;3;v;"),
            .. Encoding.UTF8.GetBytes("Orléans"),
        ];

        var report = KailleraServerListParser.Parse(list);

        report.Entries.Select(entry => (entry.Name, entry.Location)).Should().Equal(("Café ソ", "Orléans"), ("Café", "Orléans"));
    }

    [Fact]
    public void Parse_MoreThanMayBeKept_IsCounted()
    {
        var servers = string.Concat(Enumerable.Repeat(Two, 10));
        var junk = string.Concat(Enumerable.Repeat("junk\n", 30));

        var report = KailleraServerListParser.Parse(servers + junk, maxEntries: 3, maxDropped: 5);

        report.Entries.Should().HaveCount(3);
        report.Dropped.Should().HaveCount(5);
        report
            .DroppedByReason.Should()
            .BeEquivalentTo(
                new Dictionary<KailleraListDropReason, int>
                {
                    [KailleraListDropReason.TooMany] = 17,
                    [KailleraListDropReason.NoAddress] = 30,
                }
            );
        report.DroppedCount.Should().Be(47);
    }

    [Fact]
    public void Parse_AnswerWithWaitingGamesBeforeTheServers_ReadsTheServers()
    {
        const string Games = "SMASH|203.0.113.7:27888|user|Mupen|1/4|Galaxy|Chicago|\n";

        var report = KailleraServerListParser.Parse(Games + Two);

        report.Entries.Should().HaveCount(2);
        report.DroppedByReason.Should().ContainSingle().Which.Key.Should().Be(KailleraListDropReason.NoAddress);
    }

    [Fact]
    public void Parse_BadArguments_NamesThem()
    {
        FluentActions.Invoking(() => KailleraServerListParser.Parse((string)null!))
            .Should()
            .Throw<ArgumentNullException>().WithParameterName("list");
        FluentActions
            .Invoking(() => KailleraServerListParser.Parse([], Encoding.Unicode))
            .Should()
            .Throw<ArgumentException>()
            .WithParameterName("encoding")
            .WithMessage("Encoding must write ASCII as single bytes*utf-16*");
        FluentActions
            .Invoking(() => KailleraServerListParser.Parse("", maxEntries: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithParameterName("maxEntries");
        FluentActions
            .Invoking(() => KailleraServerListParser.Parse("", maxDropped: -1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithParameterName("maxDropped");
    }

    private static void ShouldBeBoth(string list, string because)
    {
        var report = KailleraServerListParser.Parse(list);

        report
            .Entries.Select(entry => (entry.Name, entry.Location))
            .Should()
            .Equal([("Galaxy Server", "Chicago"), ("-= Smash =-", "Lyon")], because);
        report.DroppedCount.Should().Be(0, because);
    }
}
