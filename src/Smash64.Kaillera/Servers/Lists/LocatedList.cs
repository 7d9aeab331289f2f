using System.Net;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>A list that was read, with the addresses of its entries' hosts.</summary>
/// <param name="source">Its address, or <see langword="null"/> when it has none.</param>
/// <param name="report">What was read.</param>
/// <param name="addresses">The addresses of each entry's host, in the entries' order.</param>
internal sealed class LocatedList<TEntry>(Uri? source, KailleraListReport<TEntry> report, IReadOnlyList<IReadOnlyList<IPAddress>> addresses)
    where TEntry : IListedAddress<TEntry>
{
    public static async Task<LocatedList<TEntry>> LocateAsync(Uri? source, KailleraListReport<TEntry> report, HostLookup hosts)
    {
        var addresses = await Task.WhenAll(report.Entries.Select(entry => hosts.FindAsync(entry.Host))).ConfigureAwait(false);
        return new LocatedList<TEntry>(source, report, addresses);
    }

    /// <summary>Makes one report of several lists. Of what stands in several of them, the first stays.</summary>
    public static KailleraListReport<TEntry> Merge(
        IEnumerable<LocatedList<TEntry>> lists,
        IReadOnlyList<KailleraListFailure> failures,
        bool includePrivateAddresses
    )
    {
        var merged = new ListReportBuilder<TEntry>(int.MaxValue, KailleraServerListParser.DefaultMaxDropped);
        var seen = new HashSet<object>();
        foreach (var list in lists)
        {
            list.AddTo(merged, seen, includePrivateAddresses);
        }

        return merged.ToReport(failures);
    }

    private static bool IsPublic(IPAddress address) => KailleraValidation.GetScope(address) == AddressScope.Public;

    private static bool CanBeAServers(IPAddress address) =>
        KailleraValidation.GetScope(address)
            is not (
                AddressScope.Unknown
                or AddressScope.Multicast
                or AddressScope.Broadcast
                or AddressScope.Unspecified
                or AddressScope.Reserved
            );

    private void AddTo(ListReportBuilder<TEntry> merged, HashSet<object> seen, bool includePrivateAddresses)
    {
        merged.Drop(report, source);
        for (var i = 0; i < report.Entries.Count; i++)
        {
            var entry = report.Entries[i];
            if (addresses[i].Count == 0)
            {
                merged.Drop(KailleraListDropReason.Unresolved, entry, source);
            }
            else if (addresses[i].FirstOrDefault(includePrivateAddresses ? CanBeAServers : IsPublic) is not { } address)
            {
                merged.Drop(KailleraListDropReason.NotPublic, entry, source);
            }
            else if (entry.Located(new IPEndPoint(address, entry.Port), source) is var located && seen.Add(located.Identity))
            {
                merged.Add(located);
            }
            else
            {
                merged.Drop(KailleraListDropReason.Duplicate, entry, source);
            }
        }
    }
}
