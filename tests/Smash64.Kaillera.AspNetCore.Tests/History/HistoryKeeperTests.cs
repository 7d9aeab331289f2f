using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.Tests.History;

/// <summary>Rounds go in, and figures of days, weeks, months and years come out, whatever becomes of process and disk.</summary>
public sealed class HistoryKeeperTests : IDisposable
{
    private const int Midnight = 20_000 * 1_440; // of a day in 2024

    private readonly RecordingLogger<HistoryKeeper> _log = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SqliteHistoryStore _inner;
    private readonly FragileStore _store;
    private readonly KailleraApiOptions _options = new();

    public HistoryKeeperTests()
    {
        _inner = new SqliteHistoryStore(path: null, _time, new RecordingLogger<SqliteHistoryStore>());
        _store = new FragileStore(_inner);
    }

    [Fact]
    public async Task Read_Day_HasAStepForEachMinuteAndGapsWhereNobodyAsked()
    {
        var keeper = Start();
        await RecordAsync(keeper, Midnight, 30, minute => minute != Midnight + 10, skip: minute => minute == Midnight + 20);

        var day = await keeper.ReadAsync("a:1", HistorySpan.Day, default);

        day.FromMinute.Should().Be(Midnight + 29 - 1_439);
        day.Steps.Should().HaveCount(1_440);
        day.Steps.Take(1_410).Should().AllBeEquivalentTo(default(Figures));
        day.Steps[^1].Should().Be(new Figures(1, 1, 3, 3, 190, 200, 210));
        day.Steps[^10].Asked.Should().Be(0);
        day.Steps[^20].Should().Be(new Figures(1, 0, 3, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Read_Week_HasFiveMinutesInEachStepWrittenOrNot()
    {
        var keeper = Start();
        await RecordAsync(keeper, Midnight, 13, minute => minute != Midnight + 1);

        var week = await keeper.ReadAsync("a:1", HistorySpan.Week, default);

        week.FromMinute.Should().Be(Midnight + 10 - (2_015 * 5));
        week.Steps.Should().HaveCount(2_016);
        week.Steps.Skip(2_013).Select(static step => (step.Asked, step.Answered)).Should().Equal((5, 4), (5, 5), (3, 3));
        (await ReadAllAsync(HistoryTable.Slots)).Should().HaveCount(2, "the third is not over");
    }

    [Fact]
    public async Task Read_Year_SumsUpDaysThatAreOverAndTheOneThatIsNot()
    {
        var keeper = Start();
        await RecordAsync(keeper, Midnight, 1_440 + 7, minute => minute % 2 == 0 || minute >= Midnight + 1_440);

        var year = await keeper.ReadAsync("a:1", HistorySpan.Year, default);

        year.FromMinute.Should().Be(Midnight + 1_440 - (364 * 1_440));
        year.Steps.Should().HaveCount(365);
        year.Steps[^2].Should().Be(new Figures(1_440, 720, 4_320, 2_160, 190, 200, 210));
        year.Steps[^1].Should().Be(new Figures(7, 7, 21, 21, 190, 200, 210));
        keeper.UptimeOf("a:1").Day.Should().BeApproximately(0.51, 0.01);
    }

    [Fact]
    public async Task Record_AYearOfDays_KeepsAFixedNumberOfRows()
    {
        var keeper = Start();
        for (var day = 0; day < 400; day++)
        {
            await RecordAsync(keeper, Midnight + (day * 1_440), 6, static _ => true);
        }

        (await CountMinutesAsync()).Should().BeLessThanOrEqualTo(HistoryTime.KeptMinutes);
        (await ReadAllAsync(HistoryTable.Slots)).Count.Should().BeLessThanOrEqualTo(32 * 2);
        (await ReadAllAsync(HistoryTable.Days)).Count.Should().BeInRange(365, HistoryTime.KeptDays);
        (await keeper.ReadAsync("a:1", HistorySpan.Year, default)).Steps.Should().OnlyContain(static step => step.Asked >= 5);
    }

    [Fact]
    public async Task Start_AfterAKill_GoesOnWithoutASecondCount()
    {
        await RecordAsync(Start(), Midnight, 13, minute => minute != Midnight + 1);

        var next = Start();
        await RecordAsync(next, Midnight + 12, 4, static _ => true);

        var week = await next.ReadAsync("a:1", HistorySpan.Week, default);
        week.Steps.Skip(2_012).Select(static step => (step.Asked, step.Answered)).Should().Equal((5, 4), (5, 5), (5, 5), (1, 1));
        next.UptimeOf("a:1").Should().Be(new Uptime(15 / 16.0, 15 / 16.0, 15 / 16.0));
        _store.Written[13].Minutes.Should().ContainSingle("what is written is not written again");
    }

    [Fact]
    public async Task Start_DaysLater_SumsUpTheDayThatNobodyHad()
    {
        await RecordAsync(Start(), Midnight, 600, static minute => minute % 3 != 0);

        var next = Start();
        await RecordAsync(next, Midnight + (3 * 1_440) + 480, 1, static _ => true);

        (await next.ReadAsync("a:1", HistorySpan.Year, default))
            .Steps.Skip(361)
            .Select(static step => (step.Asked, step.Answered))
            .Should()
            .Equal((600, 400), (0, 0), (0, 0), (1, 1));
        next.UptimeOf("a:1").Day.Should().Be(1);
        next.UptimeOf("a:1").Week.Should().BeApproximately(401 / 601.0, 0.0001);
    }

    [Fact]
    public async Task Record_DiskFull_SaysItOnceAndGoesOnInMemory()
    {
        var keeper = Start();
        await RecordAsync(keeper, Midnight, 5, static _ => true);
        _store.WriteFailure = new SqliteException("database or disk is full", 13);
        await RecordAsync(keeper, Midnight + 5, 60, static _ => true);

        _log.Entries.Should().ContainSingle().Which.Id.Should().Be(3302);
        (await keeper.ReadAsync("a:1", HistorySpan.Day, default)).Steps.Count(static step => step.Asked > 0).Should().Be(65);
        (await keeper.ReadAsync("a:1", HistorySpan.Week, default)).Steps.Sum(static step => step.Asked).Should().Be(65);

        _store.WriteFailure = null;
        await RecordAsync(keeper, Midnight + 65, 1, static _ => true);

        _log.Entries.Select(static entry => entry.Id).Should().Equal(3302, 3303);
        (await CountMinutesAsync()).Should().Be(66);
        (await ReadAllAsync(HistoryTable.Slots)).Sum(static slot => slot.Figures.Asked).Should().Be(65);
    }

    [Fact]
    public async Task Record_DiskFullForDays_MakesUpForTheLastOne()
    {
        var keeper = Start();
        _store.WriteFailure = new IOException("No space left on device");
        await RecordAsync(keeper, Midnight, 2 * 1_440, static _ => true);
        _store.WriteFailure = null;
        await RecordAsync(keeper, Midnight + (2 * 1_440), 1, static _ => true);

        (await CountMinutesAsync()).Should().BeInRange(1_440, HistoryTime.KeptMinutes);
        _log.Entries.Select(static entry => entry.Id).Should().Equal(3302, 3303);
    }

    [Fact]
    public async Task Record_FileCanNotBeReadAtFirst_IsReadLaterAndNothingIsLost()
    {
        await RecordAsync(Start(), Midnight, 7, static _ => false);
        _store.ReadFailure = new UnauthorizedAccessException("no");

        var next = Start();
        await RecordAsync(next, Midnight + 7, 3, static _ => true);
        (await next.ReadAsync("a:1", HistorySpan.Week, default)).Steps.Sum(static step => step.Asked).Should().Be(3);
        _store.ReadFailure = null;
        await RecordAsync(next, Midnight + 10, 1, static _ => true);

        next.UptimeOf("a:1").Day.Should().BeApproximately(4 / 11.0, 0.0001);
        (await next.ReadAsync("a:1", HistorySpan.Week, default)).Steps.Sum(static step => step.Asked).Should().Be(11);
        _log.Entries.Select(static entry => entry.Id).Should().Equal(3302, 3303);
    }

    [Fact]
    public async Task Record_EverNewServers_RemembersThoseOfTwoLists()
    {
        _options.History.MaxServers = 3;
        var keeper = Start();
        for (var number = 0; number < 20; number++)
        {
            await keeper.RecordAsync(Midnight + number, [($"s:{number}", new MinuteAnswer(Midnight + number, 3, 3, 1, 1, 1))], default);
        }

        keeper.UptimeOf("s:13").Day.Should().BeNull();
        keeper.UptimeOf("s:14").Day.Should().Be(1);
    }

    public void Dispose() => _inner.Dispose();

    private static async Task RecordAsync(HistoryKeeper keeper, int from, int count, Func<int, bool> isUp, Func<int, bool>? skip = null)
    {
        for (var minute = from; minute < from + count; minute++)
        {
            MinuteAnswer[] answers = isUp(minute) ? [new(minute, 3, 3, 190, 200, 210)] : [new(minute, 3, 0, 0, 0, 0)];
            await keeper.RecordAsync(
                minute,
                skip?.Invoke(minute) == true ? [] : [.. answers.Select(static answer => ("a:1", answer))],
                default
            );
        }
    }

    private HistoryKeeper Start() => new(_store, Options.Create(_options), _log);

    private async Task<int> CountMinutesAsync() => (await _inner.LoadAsync(0, 0, default)).Minutes.Count;

    private Task<IReadOnlyList<StepFigures>> ReadAllAsync(HistoryTable table) => _inner.ReadAsync(table, "a:1", 0, int.MaxValue, default);
}
