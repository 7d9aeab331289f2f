using System.Net;
using Smash64.Kaillera.Http;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>
/// Reads lists that are at hand, as bytes, a file or another stream: what <see cref="KailleraServerList"/> does with the lists it
/// fetches. Hosts are looked up, and addresses that are not public dropped.
/// </summary>
/// <remarks>All members are safe for use by several threads.</remarks>
public sealed class KailleraServerListReader
{
    private readonly KailleraServerListOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _findHost;

    /// <summary>Initializes a reader with default settings.</summary>
    public KailleraServerListReader()
        : this(options: null) { }

    /// <summary>Initializes a reader.</summary>
    /// <param name="options">
    /// Settings, or <see langword="null"/> for the defaults. They are copied. The addresses of lists are not used.
    /// </param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">A setting breaks its rule.</exception>
    public KailleraServerListReader(KailleraServerListOptions? options, TimeProvider? timeProvider = null)
        : this(options, timeProvider, HostLookup.AskSystemAsync) { }

    internal KailleraServerListReader(
        KailleraServerListOptions? options,
        TimeProvider? timeProvider,
        Func<string, CancellationToken, Task<IPAddress[]>> findHost
    )
    {
        _options = (options ?? new KailleraServerListOptions()).Checked();
        _time = timeProvider ?? TimeProvider.System;
        _findHost = findHost;
    }

    /// <summary>Reads a list of servers: see <see cref="KailleraServerListParser"/> for its format.</summary>
    /// <param name="list">The list's bytes.</param>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>
    /// The servers in the list's order, at most <see cref="KailleraServerListOptions.Timeout"/> later, and what was dropped.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<KailleraListReport<KailleraServerEntry>> ReadServersAsync(
        ReadOnlyMemory<byte> list,
        CancellationToken cancellationToken = default
    ) => ReadAsync(ListFormats.Servers, list, cancellationToken);

    /// <summary>Reads a list of servers: see <see cref="KailleraServerListParser"/> for its format.</summary>
    /// <param name="list">A stream, such as a file. It is read to its end, and stays the caller's to dispose.</param>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>
    /// The servers in the list's order, at most <see cref="KailleraServerListOptions.Timeout"/> later, and what was dropped.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="list"/> is <see langword="null"/>.</exception>
    /// <exception cref="KailleraListException">
    /// The stream is longer than <see cref="KailleraServerListOptions.MaxResponseLength"/>, or did not end in time.
    /// </exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<KailleraListReport<KailleraServerEntry>> ReadServersAsync(Stream list, CancellationToken cancellationToken = default) =>
        ReadAsync(ListFormats.Servers, list, cancellationToken);

    /// <summary>Reads a list of waiting games: see <see cref="KailleraWaitingGamesParser"/> for its format.</summary>
    /// <param name="list">The list's bytes.</param>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>
    /// The games in the list's order, at most <see cref="KailleraServerListOptions.Timeout"/> later, and what was dropped.
    /// </returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<KailleraListReport<KailleraWaitingGame>> ReadWaitingGamesAsync(
        ReadOnlyMemory<byte> list,
        CancellationToken cancellationToken = default
    ) => ReadAsync(ListFormats.WaitingGames, list, cancellationToken);

    /// <summary>Reads a list of waiting games: see <see cref="KailleraWaitingGamesParser"/> for its format.</summary>
    /// <param name="list">A stream, such as a file. It is read to its end, and stays the caller's to dispose.</param>
    /// <param name="cancellationToken">Gives up early: a cancelled call throws.</param>
    /// <returns>
    /// The games in the list's order, at most <see cref="KailleraServerListOptions.Timeout"/> later, and what was dropped.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="list"/> is <see langword="null"/>.</exception>
    /// <exception cref="KailleraListException">
    /// The stream is longer than <see cref="KailleraServerListOptions.MaxResponseLength"/>, or did not end in time.
    /// </exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public Task<KailleraListReport<KailleraWaitingGame>> ReadWaitingGamesAsync(
        Stream list,
        CancellationToken cancellationToken = default
    ) => ReadAsync(ListFormats.WaitingGames, list, cancellationToken);

    private async Task<KailleraListReport<TEntry>> ReadAsync<TEntry>(
        ListFormat<TEntry> format,
        ReadOnlyMemory<byte> list,
        CancellationToken cancellationToken
    )
        where TEntry : IListedAddress<TEntry>
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        return await LocateAsync(format, list, cancellationToken, either.Token).ConfigureAwait(false);
    }

    private Task<KailleraListReport<TEntry>> ReadAsync<TEntry>(ListFormat<TEntry> format, Stream list, CancellationToken cancellationToken)
        where TEntry : IListedAddress<TEntry>
    {
        ArgumentNullException.ThrowIfNull(list);

        return ReadStreamAsync(format, list, cancellationToken);
    }

    private async Task<KailleraListReport<TEntry>> ReadStreamAsync<TEntry>(
        ListFormat<TEntry> format,
        Stream list,
        CancellationToken cancellationToken
    )
        where TEntry : IListedAddress<TEntry>
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        ReadOnlyMemory<byte>? bytes;
        try
        {
            bytes = await BoundedBody.ReadAsync(list, _options.MaxResponseLength, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (either.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested(); // the caller's token, not the linked one
            throw Failed(new KailleraListFailure(Source: null, KailleraListError.Timeout) { Exception = e });
        }

        return bytes is { } read
            ? await LocateAsync(format, read, cancellationToken, either.Token).ConfigureAwait(false)
            : throw Failed(new KailleraListFailure(Source: null, KailleraListError.TooLarge));
    }

    private static KailleraListException Failed(KailleraListFailure failure) => new([failure]);

    private async Task<KailleraListReport<TEntry>> LocateAsync<TEntry>(
        ListFormat<TEntry> format,
        ReadOnlyMemory<byte> list,
        CancellationToken cancellationToken,
        CancellationToken stop
    )
        where TEntry : IListedAddress<TEntry>
    {
        using var hosts = new HostLookup(_findHost, _options, _time, stop);
        var located = await LocatedList<TEntry>.LocateAsync(source: null, format.Parse(list, _options), hosts).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return LocatedList<TEntry>.Merge([located], failures: [], _options.IncludePrivateAddresses);
    }
}
