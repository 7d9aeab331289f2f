namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Gathers what is read and what is dropped, and never more of either than allowed.</summary>
/// <param name="maxEntries">The most entries to keep.</param>
/// <param name="maxDropped">The most reports of dropped things to keep; the rest is counted.</param>
internal sealed class ListReportBuilder<TEntry>(int maxEntries, int maxDropped)
    where TEntry : IListedAddress<TEntry>
{
    private readonly List<TEntry> _entries = [];
    private readonly List<KailleraListDrop> _dropped = [];
    private readonly Dictionary<KailleraListDropReason, int> _counts = [];

    /// <summary>Gets a value indicating whether another report of something dropped would be kept.</summary>
    public bool KeepsDrops => _dropped.Count < maxDropped;

    public void Add(TEntry entry)
    {
        if (_entries.Count < maxEntries)
        {
            _entries.Add(entry);
        }
        else
        {
            Drop(KailleraListDropReason.TooMany, entry);
        }
    }

    public void Drop(KailleraListDropReason reason, TEntry entry, Uri? source = null) =>
        Drop(reason, entry.LineNumber, KeepsDrops ? ListText.Quote($"{entry.Host}:{entry.Port}") : string.Empty, source);

    public void Drop(KailleraListDropReason reason, int lineNumber, string text, Uri? source = null)
    {
        Count(reason, 1);
        if (KeepsDrops)
        {
            _dropped.Add(new KailleraListDrop(reason, lineNumber, text) { Source = source });
        }
    }

    /// <summary>Takes over what another report says was dropped.</summary>
    public void Drop(KailleraListReport<TEntry> other, Uri? source)
    {
        foreach (var drop in other.Dropped.Take(maxDropped - _dropped.Count))
        {
            _dropped.Add(drop with { Source = source });
        }

        foreach (var (reason, count) in other.DroppedByReason)
        {
            Count(reason, count);
        }
    }

    public KailleraListReport<TEntry> ToReport(IReadOnlyList<KailleraListFailure>? failures = null) =>
        new()
        {
            Entries = _entries,
            Dropped = _dropped,
            DroppedByReason = _counts,
            Failures = failures ?? [],
        };

    private void Count(KailleraListDropReason reason, int count) => _counts[reason] = _counts.GetValueOrDefault(reason) + count;
}
