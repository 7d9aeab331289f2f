using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Console.Lists;

/// <summary>The servers of all lists that were asked for.</summary>
internal sealed class ServerListing
{
    private ServerListing(IReadOnlyList<ListReading> lists)
    {
        Lists = lists;
        var servers = new Dictionary<IPEndPoint, ListedServer>();
        foreach (var list in lists)
        {
            foreach (var entry in list.Report.Entries)
            {
                // Two lists may name the same server: then the first of them counts.
                _ = servers.TryAdd(entry.EndPoint!, new ListedServer(entry, entry.EndPoint!, list.Source.Name));
            }
        }

        Servers = servers;
    }

    public IReadOnlyList<ListReading> Lists { get; }

    /// <summary>Gets the servers by where they are.</summary>
    public IReadOnlyDictionary<IPEndPoint, ListedServer> Servers { get; }

    /// <summary>Reads all lists at once, and looks up the hosts in them.</summary>
    /// <exception cref="CommandException">A list on this computer can't be read, or none of those on the web.</exception>
    public static async Task<ServerListing> ReadAsync(
        IReadOnlyList<ListSource> sources,
        KailleraServerListOptions options,
        CancellationToken cancellationToken
    )
    {
        // What was typed wrong is told before anything is sent.
        var files = new Dictionary<ListSource, ReadOnlyMemory<byte>>();
        foreach (var source in sources.Where(static source => source.Url is null))
        {
            files[source] = await LocalList.ReadAsync(source, cancellationToken);
        }

        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan }; // the lists have a deadline of their own
        var lists = await Task.WhenAll(
            sources.Select(source =>
                source.Url is { } url
                    ? FetchAsync(http, source, url, options, cancellationToken)
                    : ReadAsync(source, files[source], options, cancellationToken)
            )
        );
        return Array.TrueForAll(lists, static list => list.Failure is not null) ? throw Fault(lists) : new ServerListing(lists);
    }

    private static async Task<ListReading> ReadAsync(
        ListSource source,
        ReadOnlyMemory<byte> list,
        KailleraServerListOptions options,
        CancellationToken cancellationToken
    ) => new(source, await new KailleraServerListReader(options).ReadServersAsync(list, cancellationToken));

    private static async Task<ListReading> FetchAsync(
        HttpClient http,
        ListSource source,
        Uri url,
        KailleraServerListOptions options,
        CancellationToken cancellationToken
    )
    {
        var own = new KailleraServerListOptions
        {
            ServerLists = [url],
            Encoding = options.Encoding,
            IncludePrivateAddresses = options.IncludePrivateAddresses,
        };
        try
        {
            return new(source, await new KailleraServerList(http, own).ReadServersAsync(cancellationToken));
        }
        catch (KailleraListException e)
        {
            return new(source, new()) { Failure = e.Failures[0] };
        }
    }

    private static CommandException Fault(IReadOnlyList<ListReading> lists)
    {
        var failures = lists.Select(static list => list.Failure!).ToList();
        var kind = failures.TrueForAll(static failure => failure.Error is KailleraListError.Unreachable or KailleraListError.Unknown)
            ? ErrorKinds.Network
            : ErrorKinds.Service;
        return new CommandException(ExitCode.Fault, kind, string.Join(' ', failures.Select(static failure => failure.Message)))
        {
            HttpStatus = failures.Find(static failure => failure.StatusCode is not null)?.StatusCode,
        };
    }
}
