using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore;
using Smash64.Kaillera.Servers;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Web.Servers;

/// <summary>The file with the list, read again when it has changed. Where there is none, the practice servers stand in for it.</summary>
internal sealed partial class ServerListFile : IKailleraServerSource, IDisposable
{
    /// <summary>
    /// What is read of a list, which is as many as the service watches by default.
    /// </summary>
    private const int MaxServers = 300;

    /// <summary>The busiest public list has some 20 KB.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>How many dropped lines are told one by one.</summary>
    private const int MaxDropped = 20;

    /// <summary>How long names may take to be looked up; less than the page waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    /// <summary>Names may get other addresses without a change of the file.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    private readonly string? _path;
    private readonly KailleraServerListReader _reader;
    private readonly PracticeServers? _practice;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Edition? _edition;

    public ServerListFile(
        IOptions<ServerStatusOptions> options,
        IOptions<KailleraApiOptions> service,
        IHostEnvironment environment,
        TimeProvider time,
        ILogger<ServerListFile> logger,
        PracticeServers? practice = null
    )
    {
        _path = options.Value.ListFile.Length == 0 ? null : Path.Combine(environment.ContentRootPath, options.Value.ListFile);
        _reader = new KailleraServerListReader(
            new KailleraServerListOptions
            {
                MaxEntries = MaxServers,
                MaxResponseLength = MaxBytes,
                Timeout = Patience,
                IncludePrivateAddresses = service.Value.TargetPolicy == KailleraTargetPolicy.Any, // else the service refuses them
            },
            time
        );
        (_practice, _time, _logger) = (practice, time, logger);
    }

    /// <summary>Reads it for the page.</summary>
    public async Task<ServerListAnswer> ReadAsync(CancellationToken cancellationToken) => (await ReadCoreAsync(cancellationToken)).Answer;

    /// <summary>Reads it for the service, which pings the servers.</summary>
    /// <exception cref="IOException">There is one, but it can't be read.</exception>
    public async Task<IReadOnlyList<KailleraServerEntry>> GetServersAsync(CancellationToken cancellationToken) =>
        await ReadCoreAsync(cancellationToken) is var reading && reading.Answer != ServerListAnswer.Unreadable
            ? reading.Servers
            : throw new IOException("The list of servers can't be read.");

    public void Dispose() => _turn.Dispose();

    private static Reading Read(KailleraListReport<KailleraServerEntry> report, DateTimeOffset changedAt, bool isPractice) =>
        new(
            new ServerListAnswer(
                "read",
                [.. report.Entries.Select(ListedServer.Of)],
                [.. report.Dropped.OrderBy(drop => drop.LineNumber).Take(MaxDropped).Select(DroppedLine.Of)],
                report.DroppedCount,
                changedAt,
                isPractice
            ),
            report.Entries
        );

    private async Task<Reading> ReadCoreAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_path is not null && new FileInfo(_path) is { Exists: true } file)
            {
                return await ReadFileAsync(file, cancellationToken);
            }

            _edition = null;
            return _practice?.List is { } list
                ? Read(await _reader.ReadServersAsync(list, cancellationToken), _practice.StartedAt, isPractice: true)
                : new Reading(ServerListAnswer.Missing, []);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Reading> ReadFileAsync(FileInfo file, CancellationToken cancellationToken)
    {
        var isSame = _edition is not null && _edition.WrittenAt == file.LastWriteTimeUtc && _edition.Length == file.Length;
        if (isSame && _edition!.Reading.Answer.State == "read" && _time.GetUtcNow() - _edition.ReadAt < Freshness)
        {
            return _edition.Reading;
        }

        var reading = new Reading(ServerListAnswer.Unreadable, []);
        try
        {
            await using var stream = file.OpenRead();
            var report = await _reader.ReadServersAsync(stream, cancellationToken);
            reading = Read(report, new DateTimeOffset(file.LastWriteTimeUtc), isPractice: false);
            if (!isSame)
            {
                LogRead(_path!, report.Entries.Count, report.DroppedCount);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or KailleraListException)
        {
            // It is tried again each time, since rights change without the file; but who looks often must not fill the log.
            if (!isSame)
            {
                LogUnreadable(e, _path!);
            }
        }

        _edition = new(file.LastWriteTimeUtc, file.Length, _time.GetUtcNow(), reading);
        return reading;
    }

    [LoggerMessage(
        4000,
        LogLevel.Information,
        "The list of servers was read from {Path}: {Servers} servers, {Dropped} lines that can't be used."
    )]
    private partial void LogRead(string path, int servers, int dropped);

    [LoggerMessage(4001, LogLevel.Warning, "The list of servers can't be read from {Path}.")]
    private partial void LogUnreadable(Exception exception, string path);

    private sealed record Reading(ServerListAnswer Answer, IReadOnlyList<KailleraServerEntry> Servers);

    private sealed record Edition(DateTime WrittenAt, long Length, DateTimeOffset ReadAt, Reading Reading);
}
