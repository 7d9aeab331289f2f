using FsCheck;
using FsCheck.Fluent;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Tests.Servers.Lists;

/// <summary>Whatever a list holds: no exception, and what is kept stays within its bounds.</summary>
public sealed class HostileListTests
{
    private const int Mutations = 1_000_000;
    private const int MaxEntries = 5;
    private const int MaxDropped = 4;
    private const int MaxDropLength = 81;

    private static readonly Encoding?[] Encodings =
    [
        null,
        CodePagesEncodingProvider.Instance.GetEncoding(1251),
        CodePagesEncodingProvider.Instance.GetEncoding(949),
        CodePagesEncodingProvider.Instance.GetEncoding(936),
        CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
    ];

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            "Galaxy\n203.0.113.7:27888;12/100;3;0.86;Chicago\n|| ポケ ||\r\nkaillera.example.net:27889;0/50;0;ESF;Lyon\r\n",
            "SMASH|203.0.113.7:27888|Ness|Mupen64|1/4|Galaxy|Chicago|a|b|kaillera.example.net:1|Ryu|MAME|2|Dojo|Osaka|\n",
            "SMASH|203.0.113.7:27888|Ness|Mupen64|1/4|Galaxy|Chicago|\nGalaxy\n203.0.113.7:27888;12/100;3;0.86;Chicago\n",
            "SMASH|Emu {CC:PIKA@555}|Ness|203.0.113.7:27886|33\nKart|Other|Ryu|kaillera.example.net:1|\r\n",
            "\uFEFF\n\n<html>\n10.0.0.1:5;1/2;3;4;5\n",
        }.Select(Encoding.UTF8.GetBytes),
        CodePagesEncodingProvider
            .Instance.GetEncoding(932)!
            .GetBytes("ポポ|203.0.113.7:27888|ポ|ソ|1/4|ポ|東京|ポ|203.0.113.7:27888|"),
    ];

    // What means something in a list, and what is special in some code page.
    private static readonly byte[] Telling = [.. "\n\r\0 |;:/.-+0129aZ\u001B"u8, 0x80, 0x83, 0xA0, 0xE3, 0xFE, 0xFF];

    [Fact]
    public void Parse_AMillionMutatedLists_NeverThrowsAndStaysWithinBounds()
    {
        var workers = Environment.ProcessorCount;
        var read = 0;
        Workers.For(
            workers,
            worker =>
            {
                var random = new Random(worker);
                var readHere = 0;
                for (var i = 0; i < Mutations / workers; i++)
                {
                    var list = Mutate(random, Seeds[random.Next(Seeds.Length)]);
                    var encoding = Encodings[random.Next(Encodings.Length)];
                    readHere += random.Next(2) == 0 ? ReadServers(list, encoding) : ReadGames(list, encoding);
                }

                Interlocked.Add(ref read, readHere);
            }
        );

        read.Should().BeGreaterThan(Mutations / 4, "lists that are broken beyond all reading would show little");
    }

    [Fact]
    public void Parse_AnyBytes_NeverThrowsAndStaysWithinBounds() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                bytes => Array.TrueForAll(Encodings, encoding => ReadServers(bytes, encoding) + ReadGames(bytes, encoding) >= 0)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Parse_AnyText_IsReadAsItsUtf8Is() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<string>().Filter(text => text is not null),
                text =>
                {
                    var list = $"Name\n203.0.113.7:27888;1/2;3;v;l\n{text}";
                    return KailleraServerListParser.Parse(list).Entries.SequenceEqual(
                        KailleraServerListParser.Parse(Encoding.UTF8.GetBytes(list), Encoding.UTF8).Entries
                    );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void ParseServers_JunkBetweenServers_LosesNoServer()
    {
        var lines = Gen.Elements("", "junk", "<html>", "a;b;c", new string('x', 2_000), "|||", "1.2.3.4", "Name: 5");

        Prop.ForAll(
                lines.ListOf().ListOf().ToArbitrary(),
                junk =>
                {
                    var list = string.Concat(junk.Select((before, i) => $"{Lines(before)}Server {i}\n203.0.113.7:{i + 1};1/2;3;v;l\n"));
                    var report = KailleraServerListParser.Parse(list);
                    var found = report.Entries.Select(entry => (entry.Name, entry.Port));
                    return found.SequenceEqual(junk.Select((_, i) => ($"Server {i}", i + 1)))
                        && report.DroppedCount == junk.Sum(before => before.Count(line => line.Length > 0));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

        static string Lines(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));
    }

    [Fact]
    public void ParseGames_AnyNamesWithSeparators_ArePutTogetherAgain()
    {
        var characters = Gen.Elements("a|ポ é:/;.19".ToCharArray());
        var names = characters.ListOf().Select(name => new string([.. name])).Where(name => !HasAddress(name));

        Prop.ForAll(
                names.ListOf().ToArbitrary(),
                list =>
                {
                    var text = string.Concat(list.Select(name => $"{name}|203.0.113.7:27888|Ness|Mupen64|1/4|Galaxy|Chicago|"));
                    var games = KailleraWaitingGamesParser.Parse(text).Entries.Select(game => game.Game);
                    return games.SequenceEqual(list.Select(name => name.Trim(' ')), StringComparer.Ordinal);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

        static bool HasAddress(string name) => name.Split('|').Any(part => part.Contains(':') && part.Contains('.'));
    }

    [Theory]
    [InlineData("|")]
    [InlineData("\n")]
    [InlineData("a|")]
    [InlineData("1.2.3.4:5|")]
    [InlineData("1.2.3.4:5|||")]
    [InlineData("1.2.3.4:5;\n")]
    [InlineData("x\n1.2.3.4:5;1/2;3;;\n")]
    [InlineData("g|1.2.3.4:5|||1|||")]
    [InlineData("é|")]
    [InlineData("\u0083|")]
    public void Parse_MegabytesOfOneThing_TakesMemoryInProportion(string thing)
    {
        const int Length = 1024 * 1024;
        var list = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(thing, Length / thing.Length)));
        foreach (var encoding in new[] { null, Encodings[^2] })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();

            _ = KailleraServerListParser.Parse(list, encoding);
            _ = KailleraWaitingGamesParser.Parse(list, encoding);

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            allocated.Should().BeLessThan(32L * Length, "{0} in {1}", thing, encoding?.WebName);
        }
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var list = seed.ToList();
        for (var changes = random.Next(6); changes >= 0; changes--)
        {
            var place = random.Next(list.Count + 1);
            switch (random.Next(6))
            {
                case 0 when place < list.Count:
                    list[place] = (byte)random.Next(256);
                    break;
                case 1 when place < list.Count:
                    list[place] = Telling[random.Next(Telling.Length)];
                    break;
                case 2 when place < list.Count:
                    list.RemoveRange(place, random.Next(Math.Min(list.Count - place, 12)) + 1);
                    break;
                case 3:
                    list.Insert(place, Telling[random.Next(Telling.Length)]);
                    break;
                case 4:
                    var other = Seeds[random.Next(Seeds.Length)];
                    var from = random.Next(other.Length);
                    list.InsertRange(place, other[from..random.Next(from, other.Length)]);
                    break;
                case 5 when random.Next(50) == 0:
                    list.InsertRange(place, Enumerable.Repeat(Telling[random.Next(Telling.Length)], random.Next(3_000)));
                    break;
                default:
                    break;
            }
        }

        return [.. list];
    }

    private static int ReadServers(byte[] list, Encoding? encoding)
    {
        var report = KailleraServerListParser.Parse(list, encoding, MaxEntries, MaxDropped);
        ShouldBeBounded(report, list.Count(value => value == '\n') + 1);
        foreach (var entry in report.Entries)
        {
            ShouldBeHarmless(list, entry.Name, entry.Host, entry.Version, entry.Location);
            if (entry.Port is < 1 or > 65_535 || entry.Users < 0 || entry.MaxUsers < 0 || entry.Games < 0)
            {
                throw new InvalidOperationException($"A number of {entry} is none.");
            }
        }

        return report.Entries.Count;
    }

    private static int ReadGames(byte[] list, Encoding? encoding)
    {
        var report = KailleraWaitingGamesParser.Parse(list, encoding, MaxEntries, MaxDropped);
        ShouldBeBounded(report, list.Count(value => value == '\n') + list.Count(value => value == '|') + 1);
        foreach (var game in report.Entries)
        {
            ShouldBeHarmless(list, game.Game, game.Host, game.User, game.Emulator, game.Code ?? "", game.ServerName, game.Location);
            if (game.Port is < 1 or > 65_535 || game.Players < 0 || game.MaxPlayers < 0)
            {
                throw new InvalidOperationException($"A number of {game} is none.");
            }
        }

        return report.Entries.Count;
    }

    private static void ShouldBeBounded<T>(KailleraListReport<T> report, int most)
    {
        foreach (var drop in report.Dropped)
        {
            var isHarmless = drop.Text.Length <= MaxDropLength && !drop.Text.Any(char.IsControl);
            if (!isHarmless || drop.LineNumber < 1 || drop.Reason == KailleraListDropReason.Unknown)
            {
                throw new InvalidOperationException($"{drop} is too long, steers a terminal, or says nothing.");
            }
        }

        var isBounded =
            report.Entries.Count <= MaxEntries
            && report.Dropped.Count == Math.Min(report.DroppedCount, MaxDropped)
            && report.Entries.Count + report.DroppedCount <= most;
        if (!isBounded)
        {
            throw new InvalidOperationException($"{report.Entries.Count} entries and {report.DroppedCount} drops of at most {most}.");
        }
    }

    private static void ShouldBeHarmless(byte[] list, params ReadOnlySpan<string> texts)
    {
        var length = 0;
        foreach (var text in texts)
        {
            length += text.Length;
            if (text.Any(char.IsControl))
            {
                throw new InvalidOperationException($"{text} steers a terminal.");
            }
        }

        if (length > list.Length)
        {
            throw new InvalidOperationException("The texts are longer than the list.");
        }
    }
}
