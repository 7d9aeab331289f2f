using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Http;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Servers;

/// <summary>Fetches the public lists over HTTP, and looks up the hosts in them.</summary>
/// <remarks>
/// Calls may overlap. Each asks every list once, with nothing kept from call to call: the lists change every minute or so, so ask
/// no more often than that. The <see cref="HttpClient"/> stays the caller's to dispose.
/// </remarks>
public sealed class KailleraServerList : IKailleraServerList
{
    private readonly HttpClient _httpClient;
    private readonly KailleraServerListOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _findHost;

    /// <summary>Initializes a reader of the public lists with default settings.</summary>
    /// <param name="httpClient">Sends the requests. Its <see cref="HttpClient.BaseAddress"/> is not used.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    public KailleraServerList(HttpClient httpClient)
        : this(httpClient, options: null) { }

    /// <summary>Initializes a reader of public lists.</summary>
    /// <param name="httpClient">Sends the requests. Its <see cref="HttpClient.BaseAddress"/> is not used.</param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    /// <param name="logger">Told of lists and faults, event ids 1200 to 1299; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    public KailleraServerList(
        HttpClient httpClient,
        KailleraServerListOptions? options,
        TimeProvider? timeProvider = null,
        ILogger<KailleraServerList>? logger = null
    )
        : this(httpClient, options, timeProvider, logger, HostLookup.AskSystemAsync) { }

    internal KailleraServerList(
        HttpClient httpClient,
        KailleraServerListOptions? options,
        TimeProvider? timeProvider,
        ILogger<KailleraServerList>? logger,
        Func<string, CancellationToken, Task<IPAddress[]>> findHost
    )
    {
        ArgumentNullException.ThrowIfNull(httpClient);

        _httpClient = httpClient;
        _options = (options ?? new KailleraServerListOptions()).Checked();
        _time = timeProvider ?? TimeProvider.System;
        _logger = logger ?? NullLogger<KailleraServerList>.Instance;
        _findHost = findHost;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<KailleraServerEntry> GetServersAsync(CancellationToken cancellationToken = default) =>
        EnumerateAsync(ReadServersAsync, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<KailleraWaitingGame> GetWaitingGamesAsync(CancellationToken cancellationToken = default) =>
        EnumerateAsync(ReadWaitingGamesAsync, cancellationToken);

    /// <inheritdoc/>
    public Task<KailleraListReport<KailleraServerEntry>> ReadServersAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(ListFormats.Servers, _options.ServerLists, cancellationToken);

    /// <inheritdoc/>
    public Task<KailleraListReport<KailleraWaitingGame>> ReadWaitingGamesAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(ListFormats.WaitingGames, _options.WaitingGamesLists, cancellationToken);

    private static async IAsyncEnumerable<TEntry> EnumerateAsync<TEntry>(
        Func<CancellationToken, Task<KailleraListReport<TEntry>>> read,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var report = await read(cancellationToken).ConfigureAwait(false);
        foreach (var entry in report.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    private async Task<KailleraListReport<TEntry>> ReadAsync<TEntry>(
        ListFormat<TEntry> format,
        IReadOnlyList<Uri> lists,
        CancellationToken cancellationToken
    )
        where TEntry : IListedAddress<TEntry>
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var hosts = new HostLookup(_findHost, _options, _time, either.Token);

        // Each list's hosts are looked up as soon as it is there: one that hangs must not take the others' time.
        var read = await Task.WhenAll(lists.Select(list => ReadListAsync(format, list, hosts, either.Token))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested(); // the caller's token, not the linked one

        var failures = read.Select(static list => list.Failure).OfType<KailleraListFailure>().ToList();
        foreach (var failure in failures)
        {
            ServerListLog.Failed(_logger, failure.Source, failure.Error, failure.StatusCode);
            ServerListTelemetry.CountFailure(format.Name, failure.Error);
        }

        if (failures.Count > 0 && failures.Count == lists.Count)
        {
            throw new KailleraListException(failures);
        }

        var report = LocatedList<TEntry>.Merge(
            read.Select(static list => list.Located).OfType<LocatedList<TEntry>>(),
            failures,
            _options.IncludePrivateAddresses
        );
        ServerListLog.Read(_logger, format.Name, report.Entries.Count, report.DroppedCount, lists.Count - failures.Count, lists.Count);
        ServerListTelemetry.Count(format.Name, lists.Count - failures.Count, report.Entries.Count, report.DroppedByReason);
        return report;
    }

    private async Task<(LocatedList<TEntry>? Located, KailleraListFailure? Failure)> ReadListAsync<TEntry>(
        ListFormat<TEntry> format,
        Uri source,
        HostLookup hosts,
        CancellationToken stop
    )
        where TEntry : IListedAddress<TEntry>
    {
        ServerListLog.Reading(_logger, source);
        var start = _time.GetTimestamp();
        var (list, failure) = await FetchAsync(source, stop).ConfigureAwait(false);
        if (failure is not null)
        {
            return (null, failure);
        }

        ServerListLog.Fetched(_logger, source, list.Length, _time.GetElapsedTime(start));
        return (await LocatedList<TEntry>.LocateAsync(source, format.Parse(list, _options), hosts).ConfigureAwait(false), null);
    }

    private async Task<(ReadOnlyMemory<byte> List, KailleraListFailure? Failure)> FetchAsync(Uri source, CancellationToken stop)
    {
        var failure = new KailleraListFailure(source, KailleraListError.Unknown);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, source)
            {
                Version = _httpClient.DefaultRequestVersion,
                VersionPolicy = _httpClient.DefaultVersionPolicy,
            };
            using var response = await _httpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
            failure = failure with { StatusCode = response.StatusCode };
            if (!response.IsSuccessStatusCode)
            {
                return (default, failure with { Error = KailleraListError.HttpStatus });
            }

            var list = await BoundedBody.ReadAsync(response.Content, _options.MaxResponseLength, stop).ConfigureAwait(false);
            return list is { } read ? (read, null) : (default, failure with { Error = KailleraListError.TooLarge });
        }
        catch (OperationCanceledException e)
        {
            // The client's own timeout, or somebody else's doing, such as HttpClient.CancelPendingRequests.
            var isTimeout = stop.IsCancellationRequested || e.InnerException is TimeoutException;
            return (default, failure with { Error = isTimeout ? KailleraListError.Timeout : KailleraListError.Unknown, Exception = e });
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (default, failure with { Error = KailleraListError.Unreachable, Exception = e });
        }
        catch (Exception e) when (e is InvalidDataException or (InvalidOperationException and not ObjectDisposedException))
        {
            // The streams that decompress throw the one or the other.
            return (default, failure with { Error = KailleraListError.Damaged, Exception = e });
        }
    }
}
