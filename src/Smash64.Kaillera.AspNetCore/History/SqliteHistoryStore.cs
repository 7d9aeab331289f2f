using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>Keeps history in one SQLite file, or in memory. Each batch is one transaction: a kill loses it whole, and never the file.</summary>
internal sealed class SqliteHistoryStore(string? path, TimeProvider time, ILogger logger) : IHistoryStore, IDisposable
{
    private const string NextSlot = "next-slot";
    private const string NextDay = "next-day";

    private readonly HistoryFile _file = new(path, time, logger);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Task<HistoryStart> LoadAsync(int sinceMinute, int sinceSlot, CancellationToken cancellationToken) =>
        UseAsync(
            connection =>
            {
                var nextSlot = ReadMark(connection, NextSlot);
                var minutes = Read(
                    connection,
                    "SELECT name, minute, sent, received, least, mean, most FROM minutes JOIN servers ON id = server WHERE minute >= $since ORDER BY minute",
                    static row =>
                        (
                            row.GetString(0),
                            new MinuteAnswer(
                                row.GetInt32(1),
                                row.GetByte(2),
                                row.GetByte(3),
                                row.GetInt32(4),
                                row.GetInt32(5),
                                row.GetInt32(6)
                            )
                        ),
                    ("$since", Math.Min(sinceMinute, nextSlot * HistoryTime.MinutesPerSlot))
                );
                var hours = Read(
                    connection,
                    "SELECT name, step / $hour, sum(asked), sum(answered) FROM slots JOIN servers ON id = server WHERE step >= $since GROUP BY server, step / $hour",
                    static row => (row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.GetInt32(3)),
                    ("$since", sinceSlot),
                    ("$hour", HistoryTime.SlotsPerHour)
                );
                return new HistoryStart(minutes, hours, nextSlot, ReadMark(connection, NextDay));
            },
            cancellationToken
        );

    public Task WriteAsync(HistoryBatch batch, CancellationToken cancellationToken) =>
        UseAsync(
            connection =>
            {
                using var transaction = connection.BeginTransaction();
                Write(connection, batch);
                transaction.Commit();
                return true;
            },
            cancellationToken
        );

    public Task<IReadOnlyList<StepFigures>> ReadAsync(
        HistoryTable table,
        string server,
        int from,
        int to,
        CancellationToken cancellationToken
    ) =>
        UseAsync<IReadOnlyList<StepFigures>>(
            connection =>
                Read(
                    connection,
                    $"""
                    SELECT step, asked, answered, sent, received, least, middle, most FROM {NameOf(table)}
                    WHERE server = (SELECT id FROM servers WHERE name = $name) AND step >= $from AND step < $to ORDER BY step
                    """,
                    static row => new StepFigures(
                        row.GetInt32(0),
                        new Figures(
                            row.GetInt32(1),
                            row.GetInt32(2),
                            row.GetInt32(3),
                            row.GetInt32(4),
                            row.GetInt32(5),
                            row.GetInt32(6),
                            row.GetInt32(7)
                        )
                    ),
                    ("$name", server),
                    ("$from", from),
                    ("$to", to)
                ),
            cancellationToken
        );

    public void Dispose()
    {
        _file.Dispose();
        _turn.Dispose();
    }

    private static void Write(SqliteConnection connection, HistoryBatch batch)
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        using (var minutes = Prepare(connection, "INSERT OR REPLACE INTO minutes VALUES ($0, $1, $2, $3, $4, $5, $6)", 7))
        {
            foreach (var (server, answer) in batch.Minutes)
            {
                var id = FindId(connection, ids, server, answer.Minute);
                Run(minutes, answer.Minute, id, answer.Sent, answer.Received, answer.Least, answer.Mean, answer.Most);
            }
        }

        WriteFigures(connection, ids, HistoryTable.Slots, batch.Slots, static step => step * HistoryTime.MinutesPerSlot);
        WriteFigures(connection, ids, HistoryTable.Days, batch.Days, static step => step * HistoryTime.MinutesPerDay);
        Execute(connection, "DELETE FROM minutes WHERE minute <= $0", batch.Now - HistoryTime.KeptMinutes);
        if (ReadMark(connection, NextDay) != batch.NextDay)
        {
            Forget(connection, batch); // once a day
        }

        Execute(connection, "INSERT OR REPLACE INTO marks VALUES ($0, $1)", NextSlot, batch.NextSlot);
        Execute(connection, "INSERT OR REPLACE INTO marks VALUES ($0, $1)", NextDay, batch.NextDay);
    }

    private static void WriteFigures(
        SqliteConnection connection,
        Dictionary<string, long> ids,
        HistoryTable table,
        IReadOnlyList<(string Server, StepFigures Figures)> rows,
        Func<int, int> minuteOf
    )
    {
        using var insert = Prepare(connection, $"INSERT OR REPLACE INTO {NameOf(table)} VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8)", 9);
        foreach (var (server, (step, figures)) in rows)
        {
            var id = FindId(connection, ids, server, minuteOf(step));
            Run(
                insert,
                id,
                step,
                figures.Asked,
                figures.Answered,
                figures.Sent,
                figures.Received,
                figures.Least,
                figures.Middle,
                figures.Most
            );
        }
    }

    private static void Forget(SqliteConnection connection, HistoryBatch batch)
    {
        Execute(connection, "DELETE FROM slots WHERE step <= $0", HistoryTime.SlotOf(batch.Now) - HistoryTime.KeptSlots);
        Execute(connection, "DELETE FROM days WHERE step <= $0", HistoryTime.DayOf(batch.Now) - HistoryTime.KeptDays);
        Execute(
            connection,
            "DELETE FROM servers WHERE seen <= $0 OR id NOT IN (SELECT id FROM servers ORDER BY seen DESC LIMIT $1)",
            batch.Now - (HistoryTime.KeptDays * HistoryTime.MinutesPerDay),
            batch.MaxServers
        );
        foreach (var table in new[] { "minutes", "slots", "days" })
        {
            Execute(connection, $"DELETE FROM {table} WHERE server NOT IN (SELECT id FROM servers)");
        }
    }

    private static long FindId(SqliteConnection connection, Dictionary<string, long> ids, string server, int minute)
    {
        if (!ids.TryGetValue(server, out var id))
        {
            using var command = Prepare(
                connection,
                "INSERT INTO servers (name, seen) VALUES ($0, $1) ON CONFLICT (name) DO UPDATE SET seen = max(seen, excluded.seen) RETURNING id",
                2
            );
            (command.Parameters[0].Value, command.Parameters[1].Value) = (server, minute);
            ids[server] = id = (long)command.ExecuteScalar()!;
        }

        return id;
    }

    private static int ReadMark(SqliteConnection connection, string name) =>
        Read(connection, "SELECT value FROM marks WHERE name = $name", static row => row.GetInt32(0), ("$name", name)).FirstOrDefault();

    private static List<T> Read<T>(
        SqliteConnection connection,
        string text,
        Func<SqliteDataReader, T> read,
        params ReadOnlySpan<(string Name, object Value)> values
    )
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var rows = command.ExecuteReader();
        List<T> found = [];
        while (rows.Read())
        {
            found.Add(read(rows));
        }

        return found;
    }

    private static void Execute(SqliteConnection connection, string text, params ReadOnlySpan<object> values)
    {
        using var command = Prepare(connection, text, values.Length);
        Run(command, values);
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var at = 0; at < parameters; at++)
        {
            command.Parameters.AddWithValue($"${at}", 0);
        }

        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var at = 0; at < values.Length; at++)
        {
            command.Parameters[at].Value = values[at];
        }

        command.ExecuteNonQuery();
    }

    private static string NameOf(HistoryTable table) => table == HistoryTable.Slots ? "slots" : "days";

    private async Task<T> UseAsync<T>(Func<SqliteConnection, T> use, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _file.Use(use);
        }
        finally
        {
            _turn.Release();
        }
    }
}
