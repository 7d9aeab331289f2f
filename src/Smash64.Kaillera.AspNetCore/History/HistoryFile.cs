using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>
/// The SQLite file of history, or a database in memory. It is opened anew for each use, so that a file that somebody has moved away
/// or put there is noticed. One that is broken, or no history, is set aside, and a new one begun.
/// </summary>
internal sealed partial class HistoryFile : IDisposable
{
    // "KHis", so that SQLite files of others are told from ours.
    private const int ApplicationId = 0x4B48_6973;
    private const int Version = 1;

    /// <summary>How many files one process sets aside: whatever goes on there then, it must not fill a disk.</summary>
    private const int MaxSetAside = 3;

    private const int SqliteError = 1;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private const string Schema = """
        CREATE TABLE servers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, seen INTEGER NOT NULL) STRICT;
        CREATE TABLE minutes (minute INTEGER NOT NULL, server INTEGER NOT NULL, sent INTEGER NOT NULL, received INTEGER NOT NULL,
            least INTEGER NOT NULL, mean INTEGER NOT NULL, most INTEGER NOT NULL, PRIMARY KEY (minute, server)) STRICT, WITHOUT ROWID;
        CREATE TABLE slots (server INTEGER NOT NULL, step INTEGER NOT NULL, asked INTEGER NOT NULL, answered INTEGER NOT NULL,
            sent INTEGER NOT NULL, received INTEGER NOT NULL, least INTEGER NOT NULL, middle INTEGER NOT NULL, most INTEGER NOT NULL,
            PRIMARY KEY (server, step)) STRICT, WITHOUT ROWID;
        CREATE TABLE days (server INTEGER NOT NULL, step INTEGER NOT NULL, asked INTEGER NOT NULL, answered INTEGER NOT NULL,
            sent INTEGER NOT NULL, received INTEGER NOT NULL, least INTEGER NOT NULL, middle INTEGER NOT NULL, most INTEGER NOT NULL,
            PRIMARY KEY (server, step)) STRICT, WITHOUT ROWID;
        CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    private readonly string? _path;
    private readonly string _connection;
    private SqliteConnection? _keeper; // a database in memory lasts as long as a connection
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private bool _isChecked;
    private int _setAside;

    /// <param name="path">The file; <see langword="null"/> for memory.</param>
    /// <param name="time">The clock, for the names of files that are set aside.</param>
    /// <param name="logger">Where to say what was set aside.</param>
    public HistoryFile(string? path, TimeProvider time, ILogger logger)
    {
        (_path, _time, _logger) = (path, time, logger);
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = path ?? $"history-{Guid.NewGuid():N}",
            Pooling = false,
            DefaultTimeout = 5,
        };
        if (path is null)
        {
            (builder.Mode, builder.Cache) = (SqliteOpenMode.Memory, SqliteCacheMode.Shared);
        }

        _connection = builder.ToString();
    }

    /// <summary>Does something with the database.</summary>
    /// <exception cref="SqliteException">It can't be used at present.</exception>
    /// <exception cref="IOException">The same.</exception>
    public T Use<T>(Func<SqliteConnection, T> use)
    {
        if (_path is null && _keeper is null)
        {
            _keeper = new SqliteConnection(_connection);
            _keeper.Open();
        }

        while (true)
        {
            string fault;
            using (var connection = new SqliteConnection(_connection))
            {
                try
                {
                    connection.Open();
                    if (FindFault(connection) is not { } found)
                    {
                        return use(connection);
                    }

                    fault = found;
                }
                catch (SqliteException e) when (_path is not null && IsBroken(e) && _setAside < MaxSetAside)
                {
                    fault = e.Message;
                }
            }

            SetAside(fault);
        }
    }

    public void Dispose() => _keeper?.Dispose();

    private static bool IsBroken(SqliteException e) => e.SqliteErrorCode is SqliteError or SqliteCorrupt or SqliteNotADatabase;

    private static long ReadNumber(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private string? FindFault(SqliteConnection connection)
    {
        var (owner, version) = (ReadNumber(connection, "PRAGMA application_id"), ReadNumber(connection, "PRAGMA user_version"));
        if (owner == ApplicationId && version == Version)
        {
            return _isChecked ? null : Check(connection);
        }

        if (owner == ApplicationId)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it is of version {version}");
        }

        if (ReadNumber(connection, "SELECT count(*) FROM sqlite_schema") > 0)
        {
            return "it is another program's";
        }

        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, $"BEGIN; {Schema} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT");
        _isChecked = true;
        return null;
    }

    // Pages that are missing, or are not what their place says.
    private string? Check(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        var answer = command.ExecuteScalar() as string;
        _isChecked = answer == "ok";
        return _isChecked ? null : answer ?? "it can't be checked";
    }

    // The log of changes first: SQLite would play one that is left behind into the new file.
    private void SetAside(string fault)
    {
        if (++_setAside > MaxSetAside)
        {
            throw new IOException($"Too many files were set aside; the last one: {fault}.");
        }

        _isChecked = false;
        var stamp = _time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var aside = $"{_path}.aside-{stamp}";
        for (var number = 2; File.Exists(aside); number++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{_path}.aside-{stamp}-{number}");
        }

        foreach (var suffix in new[] { "-wal", "-shm", "" })
        {
            if (File.Exists(_path + suffix))
            {
                File.Move(_path + suffix, aside + suffix);
            }
        }

        LogSetAside(_logger, Path.GetFileName(aside), fault);
    }

    [LoggerMessage(3301, LogLevel.Error, "The file of history can't be used and was set aside as {Name}; a new one is begun: {Fault}")]
    private static partial void LogSetAside(ILogger logger, string name, string fault);
}
