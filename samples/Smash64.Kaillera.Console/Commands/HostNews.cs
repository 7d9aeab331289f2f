namespace Smash64.Kaillera.Console.Commands;

/// <summary>
/// Tells what happens at a host: an event at once, and those that are equal to it, from the same peer, once a second with their
/// count. So a flood of knocks fills no terminal.
/// </summary>
/// <param name="tell">Tells an event.</param>
internal sealed class HostNews(Action<HostHappening> tell)
{
    /// <summary>How many different events are kept apart; beyond that the one that was told first is told anew.</summary>
    private const int MostKept = 1_024;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<HostHappening, (TimeSpan Told, int Untold, HostHappening Last)> _kept = [];

    /// <summary>Takes an event.</summary>
    /// <param name="happening">The event.</param>
    /// <param name="now">When it happened.</param>
    public void Add(HostHappening happening, TimeSpan now)
    {
        var kind = happening with { ElapsedMs = 0 };
        lock (_lock)
        {
            TellWhatIsDue(now);
            if (_kept.TryGetValue(kind, out var kept))
            {
                _kept[kind] = kept with { Untold = kept.Untold + 1, Last = happening };
                return;
            }

            if (_kept.Count == MostKept)
            {
                var oldest = _kept.MinBy(static entry => entry.Value.Told);
                TellUntold(oldest.Value.Untold, oldest.Value.Last);
                _kept.Remove(oldest.Key);
            }

            tell(happening);
            _kept.Add(kind, (now, 0, happening));
        }
    }

    /// <summary>Tells what has waited for a second.</summary>
    public void Tell(TimeSpan now)
    {
        lock (_lock)
        {
            TellWhatIsDue(now);
        }
    }

    /// <summary>Tells all that still waits.</summary>
    public void TellAll() => Tell(TimeSpan.MaxValue);

    private void TellWhatIsDue(TimeSpan now)
    {
        foreach (var (kind, kept) in _kept.Where(entry => now - entry.Value.Told >= Interval).ToList())
        {
            TellUntold(kept.Untold, kept.Last);
            if (kept.Untold > 0)
            {
                _kept[kind] = (now, 0, kept.Last);
            }
            else
            {
                _kept.Remove(kind);
            }
        }
    }

    private void TellUntold(int count, HostHappening last)
    {
        if (count > 0)
        {
            tell(last with { Count = count });
        }
    }
}
