using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>
/// The history: the last day in memory, the rest in a store, which is written once for each round. A store that fails is said once and
/// tried again with the next round; what it missed, as far as a day back, is then made up for.
/// </summary>
internal sealed partial class HistoryKeeper(IHistoryStore store, IOptions<KailleraApiOptions> options, ILogger<HistoryKeeper> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServerMemory> _servers = new(StringComparer.Ordinal);
    private readonly List<(string Server, StepFigures Figures)> _late = []; // of the last minutes before a start, where that is long ago
    private bool _isLoaded;
    private bool _isFailing;
    private int _latest;
    private int _writtenThrough;
    private int _nextSlot;
    private int _nextDay;

    // Servers come and go on a list; those of two lists are remembered.
    private int MaxServers => options.Value.History.MaxServers * 2;

    /// <summary>Reads what there is from before this start. Without effect once it has succeeded.</summary>
    public async Task LoadAsync(int now, CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return;
        }

        try
        {
            var since = (Minute: now - HistoryTime.KeptMinutes + 1, Slot: HistoryTime.SlotOf(now) - HistoryTime.KeptSlots + 1);
            var start = await store.LoadAsync(since.Minute, since.Slot, cancellationToken).ConfigureAwait(false);
            _isLoaded = true;
            Restore(start, now);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fail(e);
        }
    }

    /// <summary>Adds a round and writes it.</summary>
    public async Task RecordAsync(
        int minute,
        IReadOnlyList<(string Server, MinuteAnswer Answer)> answers,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            _latest = Math.Max(_latest, minute);
            foreach (var (server, answer) in answers)
            {
                Find(server).Add(answer);
            }

            ForgetServers();
        }

        await LoadAsync(minute, cancellationToken).ConfigureAwait(false);
        if (!_isLoaded)
        {
            return; // what it goes on from would be overwritten
        }

        try
        {
            await WriteAsync(minute, cancellationToken).ConfigureAwait(false);
            if (_isFailing)
            {
                _isFailing = false;
                LogWritten();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fail(e);
        }
    }

    public Uptime UptimeOf(string server)
    {
        lock (_lock)
        {
            return _servers.TryGetValue(server, out var memory)
                ? new Uptime(
                    memory.UptimeOfHours(_latest, 24),
                    memory.UptimeOfHours(_latest, 7 * 24),
                    memory.UptimeOfHours(_latest, 30 * 24)
                )
                : default;
        }
    }

    /// <summary>Gets when a server answered last, as far as a day back.</summary>
    public int? LastAnswerOf(string server)
    {
        lock (_lock)
        {
            return _servers.TryGetValue(server, out var memory) && memory.LatestAnswer > 0 ? memory.LatestAnswer : null;
        }
    }

    /// <summary>Gets a server's kept minutes of the last day.</summary>
    public IReadOnlyList<MinuteAnswer> MinutesOf(string server)
    {
        lock (_lock)
        {
            return _servers.TryGetValue(server, out var memory)
                ? [.. memory.Between(_latest - HistoryTime.MinutesPerDay, _latest + 1)]
                : [];
        }
    }

    /// <summary>Gets the figures of a server up to the last round.</summary>
    public async Task<HistorySeries> ReadAsync(string server, HistorySpan span, CancellationToken cancellationToken)
    {
        var last = _latest / span.StepMinutes;
        var first = last - span.Steps + 1;
        var steps = new Figures[span.Steps];
        if (span.StepMinutes == HistoryTime.MinutesPerDay)
        {
            await ReadStoreAsync(HistoryTable.Days, server, first, last, steps, first, cancellationToken).ConfigureAwait(false);
            var today = new Figures[HistoryTime.SlotsPerDay];
            await ReadSlotsAsync(server, last * HistoryTime.SlotsPerDay, today, cancellationToken).ConfigureAwait(false);
            steps[^1] = Figures.Of(today);
        }
        else if (span.StepMinutes == HistoryTime.MinutesPerSlot)
        {
            await ReadSlotsAsync(server, first, steps, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            Reckon(server, first, stepMinutes: 1, steps, from: first);
        }

        return new HistorySeries(first * span.StepMinutes, steps);
    }

    // What is written comes from the store, what is not yet, or not any more to be had there, from memory.
    private async Task ReadSlotsAsync(string server, int first, Figures[] steps, CancellationToken cancellationToken)
    {
        var isRead = await ReadStoreAsync(HistoryTable.Slots, server, first, _nextSlot, steps, first, cancellationToken)
            .ConfigureAwait(false);
        Reckon(server, first, HistoryTime.MinutesPerSlot, steps, isRead ? Math.Max(first, _nextSlot) : first);
    }

    private async Task<bool> ReadStoreAsync(
        HistoryTable table,
        string server,
        int from,
        int to,
        Figures[] steps,
        int first,
        CancellationToken cancellationToken
    )
    {
        try
        {
            foreach (var (step, figures) in await store.ReadAsync(table, server, from, to, cancellationToken).ConfigureAwait(false))
            {
                if (step - first is var at && at >= 0 && at < steps.Length)
                {
                    steps[at] = figures;
                }
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Fail(e);
            return false;
        }
    }

    private void Reckon(string server, int first, int stepMinutes, Figures[] steps, int from)
    {
        lock (_lock)
        {
            if (!_servers.TryGetValue(server, out var memory))
            {
                return;
            }

            for (var step = from; step - first < steps.Length; step++)
            {
                var figures = Figures.Of(memory.Between(step * stepMinutes, (step + 1) * stepMinutes));
                steps[step - first] = figures.Asked > 0 ? figures : steps[step - first];
            }
        }
    }

    private async Task WriteAsync(int minute, CancellationToken cancellationToken)
    {
        var (slot, day) = (HistoryTime.SlotOf(minute), HistoryTime.DayOf(minute));
        var nextSlot = Math.Max(_nextSlot, slot - (HistoryTime.KeptMinutes / HistoryTime.MinutesPerSlot));
        var nextDay = _nextDay == 0 ? day : Math.Max(_nextDay, day - (HistoryTime.KeptSlots / HistoryTime.SlotsPerDay));
        await store
            .WriteAsync(
                new HistoryBatch(TakeMinutes(minute), TakeSlots(nextSlot, slot), [], Math.Max(nextSlot, slot), nextDay, minute, MaxServers),
                cancellationToken
            )
            .ConfigureAwait(false);
        _late.Clear();
        (_writtenThrough, _nextSlot, _nextDay) = (Math.Max(_writtenThrough, minute), Math.Max(nextSlot, slot), nextDay);
        if (nextDay < day)
        {
            var days = await SumUpDaysAsync(nextDay, day, cancellationToken).ConfigureAwait(false);
            await store
                .WriteAsync(new HistoryBatch([], [], days, _nextSlot, day, minute, MaxServers), cancellationToken)
                .ConfigureAwait(false);
            _nextDay = day;
        }
    }

    private List<(string, MinuteAnswer)> TakeMinutes(int minute)
    {
        lock (_lock)
        {
            var from = Math.Min(_writtenThrough + 1, minute); // one that is there already is replaced
            return [.. _servers.Values.SelectMany(memory => memory.Between(from, minute + 1).Select(answer => (memory.Key, answer)))];
        }
    }

    private List<(string, StepFigures)> TakeSlots(int from, int to)
    {
        lock (_lock)
        {
            List<(string, StepFigures)> slots = [.. _late];
            foreach (var memory in _servers.Values)
            {
                for (var slot = from; slot < to; slot++)
                {
                    var figures = Figures.Of(memory.Between(slot * HistoryTime.MinutesPerSlot, (slot + 1) * HistoryTime.MinutesPerSlot));
                    if (figures.Asked > 0)
                    {
                        slots.Add((memory.Key, new StepFigures(slot, figures)));
                    }
                }
            }

            return slots;
        }
    }

    private async Task<List<(string, StepFigures)>> SumUpDaysAsync(int from, int to, CancellationToken cancellationToken)
    {
        List<string> servers;
        lock (_lock)
        {
            servers = [.. _servers.Keys];
        }

        List<(string, StepFigures)> days = [];
        foreach (var server in servers)
        {
            var slots = await store
                .ReadAsync(HistoryTable.Slots, server, from * HistoryTime.SlotsPerDay, to * HistoryTime.SlotsPerDay, cancellationToken)
                .ConfigureAwait(false);
            days.AddRange(
                slots
                    .GroupBy(static slot => slot.Step / HistoryTime.SlotsPerDay)
                    .Select(day => (server, new StepFigures(day.Key, Figures.Of(day.Select(static slot => slot.Figures)))))
            );
        }

        return days;
    }

    private void Restore(HistoryStart start, int now)
    {
        lock (_lock)
        {
            foreach (var (server, hour, asked, answered) in start.Hours)
            {
                Find(server).RestoreHour(hour, asked, answered);
            }

            foreach (var (server, answer) in start.Minutes.Where(minute => minute.Answer.Minute <= now))
            {
                Restore(
                    Find(server),
                    answer,
                    HistoryTime.SlotOf(answer.Minute) < start.NextSlot,
                    answer.Minute <= now - HistoryTime.KeptMinutes
                );
            }

            var oldest = HistoryTime.SlotOf(now - HistoryTime.KeptMinutes);
            _late.AddRange(
                start
                    .Minutes.Where(minute =>
                        HistoryTime.SlotOf(minute.Answer.Minute) is var slot && slot >= start.NextSlot && slot <= oldest
                    )
                    .GroupBy(static minute => (minute.Server, Slot: HistoryTime.SlotOf(minute.Answer.Minute)))
                    .Select(static slot =>
                        (slot.Key.Server, new StepFigures(slot.Key.Slot, Figures.Of(slot.Select(static minute => minute.Answer))))
                    )
            );
            ForgetServers();
            (_nextSlot, _nextDay) = (Math.Min(start.NextSlot, HistoryTime.SlotOf(now)), Math.Min(start.NextDay, HistoryTime.DayOf(now)));
        }
    }

    private void Restore(ServerMemory memory, MinuteAnswer answer, bool isSummedUp, bool isLate)
    {
        if (memory.Find(answer.Minute) is not null)
        {
            return; // asked anew since the start
        }

        if (isSummedUp)
        {
            memory.Restore(answer);
        }
        else if (isLate)
        {
            memory.RestoreHour(HistoryTime.HourOf(answer.Minute), 1, answer.IsUp ? 1 : 0);
        }
        else
        {
            memory.Add(answer);
        }

        _latest = Math.Max(_latest, answer.Minute);
        _writtenThrough = Math.Max(_writtenThrough, answer.Minute);
    }

    private ServerMemory Find(string server)
    {
        if (!_servers.TryGetValue(server, out var memory))
        {
            _servers[server] = memory = new ServerMemory(server);
        }

        return memory;
    }

    private void ForgetServers()
    {
        foreach (var memory in _servers.Values.OrderByDescending(static memory => memory.Latest).Skip(MaxServers).ToList())
        {
            _servers.Remove(memory.Key);
        }
    }

    private void Fail(Exception e)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            LogFailing(e);
        }
    }

    [LoggerMessage(
        3302,
        LogLevel.Error,
        "History can't be kept at present: the last day stays in memory, and writing is tried again each minute."
    )]
    private partial void LogFailing(Exception exception);

    [LoggerMessage(3303, LogLevel.Information, "History is kept again; what was missing of the last day is written.")]
    private partial void LogWritten();
}
