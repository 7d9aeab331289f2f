using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>Reads the list and pings all its servers over one socket.</summary>
internal sealed partial class PingRound(
    IKailleraServerProbe probe,
    TargetGuard guard,
    IOptions<KailleraApiOptions> options,
    ILogger<PingRound> logger,
    IKailleraServerSource? source = null
)
{
    private static readonly Caller Nobody = new(Address: null);

    private IReadOnlyList<KailleraServerEntry> _list = [];
    private bool _isUnread;

    /// <summary>Gets a value indicating whether there is a list to ask.</summary>
    public bool HasList => source is not null;

    /// <summary>Reads the list. One that can't be read leaves the last in force.</summary>
    public async Task<IReadOnlyList<WatchedServer>> ReadListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var read = await source!.GetServersAsync(cancellationToken).ConfigureAwait(false);
            _list = [.. read.Take(options.Value.History.MaxServers)];
            _isUnread = false;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_isUnread)
            {
                _isUnread = true; // who looks each minute must not fill the log
                LogNotRead(e);
            }
        }

        return
        [
            .. _list
                .Select(entry => new WatchedServer(entry, IsRefused(entry) ? WatchedState.Refused : WatchedState.Unasked, Result: null))
                .DistinctBy(static server => server.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>Reads the list and pings.</summary>
    public async Task<IReadOnlyList<WatchedServer>> RunAsync(CancellationToken cancellationToken)
    {
        var servers = await ReadListAsync(cancellationToken).ConfigureAwait(false);
        var targets = servers.Where(static server => server.State != WatchedState.Refused).Select(static server => server.Entry.EndPoint!);
        var results = new Dictionary<IPEndPoint, KailleraPingResult>();
        await foreach (var result in probe.PingManyAsync(targets.Distinct(), cancellationToken).ConfigureAwait(false))
        {
            results[result.EndPoint] = result;
        }

        return
        [
            .. servers.Select(server =>
                server.Entry.EndPoint is { } at && results.TryGetValue(at, out var result) ? Judge(server, result) : server
            ),
        ];
    }

    private static WatchedServer Judge(WatchedServer server, KailleraPingResult result) =>
        result.Fault is not null
            ? server // says nothing about the server
            : server with
            {
                State = result.IsReachable ? WatchedState.Online : WatchedState.Offline,
                Result = result,
            };

    // The page's and the contract's rules.
    private bool IsRefused(KailleraServerEntry entry) =>
        entry.EndPoint is not { Port: >= KailleraDefaults.MinPort and <= KailleraDefaults.MaxPort } server
        || guard.Refuse(server, Nobody) is not null;

    [LoggerMessage(3304, LogLevel.Warning, "The list of servers can't be read; the servers of the last one are asked.")]
    private partial void LogNotRead(Exception exception);
}
