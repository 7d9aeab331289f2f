using Microsoft.Data.Sqlite;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>The file of history: what is written is read again, and nothing that happens to the file stops the service.</summary>
public sealed class SqliteHistoryStoreTests : IDisposable
{
    private const int Now = 29_000_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("service-history-");
    private readonly RecordingLogger<SqliteHistoryStore> _log = new();
    private readonly ManualTimeProvider _time = new(new DateTimeOffset(2026, 12, 1, 15, 30, 0, TimeSpan.Zero));
    private readonly SqliteHistoryStore _store;

    public SqliteHistoryStoreTests() => _store = Open();

    private string Data => Path.Combine(_folder.FullName, "history.db");

    private string[] Aside => [.. _folder.GetFiles("*.aside-*").Select(static file => file.Name)];

    [Fact]
    public async Task Load_NewFile_KnowsNothing() => (await _store.LoadAsync(0, 0, default)).Should().BeEquivalentTo(HistoryStart.Nothing);

    [Fact]
    public async Task Write_AndReadByAnother_IsWhatWasWritten()
    {
        var figures = new Figures(5, 4, 15, 12, 80, 100, 310);
        var slot = HistoryTime.HourOf(Now) * HistoryTime.SlotsPerHour; // the first of its hour
        var day = HistoryTime.DayOf(Now);
        await _store.WriteAsync(
            Batch(
                [("a:1", new(Now, 3, 2, 80, 100, 310)), ("b:1", new(Now, 3, 0, 0, 0, 0))],
                [("a:1", new(slot, figures)), ("a:1", new(slot + 1, figures)), ("b:1", new(slot + 1, figures))],
                [("a:1", new(day, figures))]
            ),
            default
        );

        using var other = Open();
        var start = await other.LoadAsync(Now - 10, 0, default);
        start
            .Minutes.Should()
            .BeEquivalentTo([("a:1", new MinuteAnswer(Now, 3, 2, 80, 100, 310)), ("b:1", new MinuteAnswer(Now, 3, 0, 0, 0, 0))]);
        start.Hours.Should().BeEquivalentTo([("a:1", HistoryTime.HourOf(Now), 10, 8), ("b:1", HistoryTime.HourOf(Now), 5, 4)]);
        (start.NextSlot, start.NextDay).Should().Be((26, 4));
        (await other.ReadAsync(HistoryTable.Slots, "a:1", slot + 1, slot + 9, default)).Should().Equal(new StepFigures(slot + 1, figures));
        (await other.ReadAsync(HistoryTable.Days, "a:1", 0, day + 1, default)).Should().Equal(new StepFigures(day, figures));
        (await other.ReadAsync(HistoryTable.Days, "nobody:1", 0, day + 1, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Write_TheSameAgain_ReplacesIt()
    {
        await _store.WriteAsync(Batch([("a:1", new(Now, 3, 0, 0, 0, 0))]), default);
        await _store.WriteAsync(Batch([("a:1", new(Now, 3, 3, 1, 2, 3))]), default);

        (await _store.LoadAsync(0, 0, default)).Minutes.Should().Equal(("a:1", new MinuteAnswer(Now, 3, 3, 1, 2, 3)));
    }

    [Fact]
    public async Task Write_LaterDay_ForgetsWhatIsTooOld()
    {
        var figures = new Figures(1, 1, 3, 3, 1, 1, 1);
        var (slot, day) = (HistoryTime.SlotOf(Now), HistoryTime.DayOf(Now));
        await _store.WriteAsync(
            Batch([("a:1", new(Now, 3, 3, 1, 1, 1))], [("a:1", new(slot, figures))], [("a:1", new(day, figures))]) with
            {
                NextDay = day,
            },
            default
        );

        await _store.WriteAsync(Later(days: 1) with { NextDay = day }, default);
        (await _store.LoadAsync(0, 0, default)).Minutes.Should().ContainSingle("25 hours are kept");
        await _store.WriteAsync(Later(days: 2), default);
        (await _store.LoadAsync(0, 0, default)).Minutes.Should().BeEmpty();
        (await _store.ReadAsync(HistoryTable.Slots, "a:1", 0, int.MaxValue, default)).Should().ContainSingle();
        await _store.WriteAsync(Later(days: 31), default);
        (await _store.ReadAsync(HistoryTable.Slots, "a:1", 0, int.MaxValue, default)).Should().BeEmpty();
        await _store.WriteAsync(Later(days: 365), default);
        (await _store.ReadAsync(HistoryTable.Days, "a:1", 0, int.MaxValue, default)).Should().ContainSingle();
        await _store.WriteAsync(Later(days: 366), default);
        (await _store.ReadAsync(HistoryTable.Days, "a:1", 0, int.MaxValue, default)).Should().BeEmpty();
        Count("servers").Should().Be(0);

        HistoryBatch Later(int days) => Batch([]) with { Now = Now + (days * 1_440), NextDay = day + days };
    }

    [Fact]
    public async Task Write_MoreServersThanAreRemembered_ForgetsThoseNotSeenForLongest()
    {
        var figures = new Figures(1, 1, 3, 3, 1, 1, 1);
        for (var number = 0; number < 10; number++)
        {
            var batch = Batch([($"s:{number}", new(Now + number, 3, 3, 1, 1, 1))], [($"s:{number}", new(5_800_000, figures))], []);
            await _store.WriteAsync(batch with { MaxServers = 4, NextDay = 100 + number }, default);
        }

        (await _store.LoadAsync(0, 0, default)).Minutes.Select(static minute => minute.Server).Should().Equal("s:6", "s:7", "s:8", "s:9");
        Count("slots").Should().Be(4);
        Count("servers").Should().Be(4);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("foreign")]
    [InlineData("newer")]
    [InlineData("split")]
    [InlineData("beginning")]
    public async Task Open_FileThatIsNoHistory_IsSetAsideUntouchedAndANewOneBegun(string kind)
    {
        await FillAsync();
        _store.Dispose();
        Spoil(kind);
        var before = await File.ReadAllBytesAsync(Data);

        using var store = Open();
        await store.WriteAsync(Batch([("a:1", new(Now, 3, 3, 1, 1, 1))]), default);

        (await store.LoadAsync(0, 0, default)).Minutes.Should().ContainSingle();
        Aside.Should().Equal("history.db.aside-20261201-153000");
        (await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, Aside[0]))).Should().Equal(before);
        _log.Entries.Should().ContainSingle().Which.Text.Should().Contain("history.db.aside-20261201-153000");
        _log.Entries[0].Text.Should().NotContain(_folder.FullName);
    }

    [Fact]
    public async Task Write_FileSpoiledWhileItRuns_SetsItAsideAndGoesOn()
    {
        await FillAsync();
        Spoil("text");

        await _store.WriteAsync(Batch([("a:1", new(Now, 3, 3, 1, 1, 1))]), default);

        (await _store.LoadAsync(0, 0, default)).Minutes.Should().ContainSingle();
        Aside.Should().ContainSingle();
    }

    [Fact]
    public async Task Write_FileSpoiledAgainAndAgain_SetsNoMoreThanThreeAside()
    {
        for (var time = 0; time < 3; time++)
        {
            Spoil("text");
            await _store.WriteAsync(Batch([]), default);
        }

        Spoil("text");
        var write = () => _store.WriteAsync(Batch([]), default);

        await write.Should().ThrowAsync<SqliteException>();
        Aside.Should().HaveCount(3);
    }

    [Fact]
    public async Task Write_FileDeletedWhileItRuns_BeginsANewOne()
    {
        await FillAsync();
        File.Delete(Data);

        await _store.WriteAsync(Batch([("a:1", new(Now, 3, 3, 1, 1, 1))]), default);

        (await _store.LoadAsync(0, 0, default)).Minutes.Should().ContainSingle();
        Aside.Should().BeEmpty();
    }

    [Fact]
    public async Task Write_NoSuchFolder_IsAnErrorForWhoKeepsTheHistory()
    {
        using var store = new SqliteHistoryStore(Path.Combine(_folder.FullName, "none", "history.db"), _time, _log);

        var write = () => store.WriteAsync(Batch([]), default);

        await write.Should().ThrowAsync<SqliteException>();
    }

    [Fact]
    public async Task Memory_Written_IsReadAgainAndLeavesNoFile()
    {
        using var store = new SqliteHistoryStore(path: null, _time, _log);
        await store.WriteAsync(Batch([("a:1", new(Now, 3, 3, 1, 1, 1))]), default);

        (await store.LoadAsync(0, 0, default)).Minutes.Should().ContainSingle();
        _folder.GetFiles().Should().BeEmpty();
    }

    // What a killed process leaves: the files as they are in the middle of a transaction.
    [Fact]
    public async Task Open_FilesOfAProcessKilledWhileItWrote_HoldEverythingThatWasCommitted()
    {
        await FillAsync();
        using var writer = new SqliteConnection($"Data Source={Data};Pooling=False");
        await writer.OpenAsync();
        Execute(
            writer,
            "PRAGMA cache_size = 1; INSERT OR REPLACE INTO minutes SELECT minute + 1, server, sent, received, least, mean, most FROM minutes"
        );
        Execute(writer, "BEGIN; DELETE FROM minutes; DELETE FROM slots; UPDATE marks SET value = 0");
        var copy = Directory.CreateDirectory(Path.Combine(_folder.FullName, "copy")).FullName;
        foreach (var suffix in new[] { "", "-wal" })
        {
            File.Copy(Data + suffix, Path.Combine(copy, "history.db" + suffix));
        }

        using var store = new SqliteHistoryStore(Path.Combine(copy, "history.db"), _time, _log);

        var start = await store.LoadAsync(0, 0, default);
        start.Minutes.Count.Should().Be(800);
        start.NextSlot.Should().Be(26);
        _log.Entries.Should().BeEmpty();
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    private static HistoryBatch Batch(
        IReadOnlyList<(string, MinuteAnswer)> minutes,
        IReadOnlyList<(string, StepFigures)>? slots = null,
        IReadOnlyList<(string, StepFigures)>? days = null
    ) => new(minutes, slots ?? [], days ?? [], NextSlot: 26, NextDay: 4, Now, MaxServers: 1_000);

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private SqliteHistoryStore Open() => new(Data, _time, _log);

    // Some pages, so that half of them can be missing.
    private Task FillAsync() =>
        _store.WriteAsync(
            Batch([
                .. Enumerable
                    .Range(0, 400)
                    .Select(static number => ($"server-with-a-long-name-{number}.example:27888", new MinuteAnswer(Now - 5, 3, 3, 1, 2, 3))),
            ]),
            default
        );

    private long Count(string table)
    {
        using var connection = new SqliteConnection($"Data Source={Data};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }

    private void Spoil(string kind)
    {
        switch (kind)
        {
            case "text":
                File.WriteAllText(Data, new string('x', 10_000));
                break;
            case "foreign":
                File.Delete(Data);
                Change("CREATE TABLE songs (title TEXT)");
                break;
            case "newer":
                Change("PRAGMA user_version = 2");
                break;
            default:
                var whole = File.ReadAllBytes(Data);
                File.WriteAllBytes(Data, kind == "split" ? whole[..(whole.Length / 2)] : whole[..300]);
                break;
        }
    }

    private void Change(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Data};Pooling=False");
        connection.Open();
        Execute(connection, text);
    }
}
