namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>
/// Says which conversations are due: a ring of lists, one for each millisecond. Setting and clearing an alarm is a matter
/// of four references, whatever their number, and nothing is allocated.
/// </summary>
/// <typeparam name="T">What is woken.</typeparam>
internal sealed class TimerWheel<T>
    where T : TimerWheel<T>.Entry
{
    // A power of two; longer alarms go round.
    private const int Size = 4_096;

    private static readonly TimeSpan AlmostATick = TimeSpan.FromTicks(TimeSpan.TicksPerMillisecond - 1);

    private readonly Entry?[] _ring = new Entry?[Size];
    private long _now;

    /// <summary>Gets how many alarms are set.</summary>
    public int Count { get; private set; }

    /// <summary>Sets an entry's alarm, or sets it anew. Rounded up, it never rings before its time.</summary>
    public void Set(T entry, TimeSpan due)
    {
        var tick = Math.Max(ToTick(due + AlmostATick), _now + 1);
        if (entry.IsSet)
        {
            if (entry.Tick == tick)
            {
                return;
            }

            Clear(entry);
        }

        entry.Tick = tick;
        entry.IsSet = true;
        ref var first = ref _ring[tick & (Size - 1)];
        entry.Next = first;
        if (first is not null)
        {
            first.Previous = entry;
        }

        first = entry;
        Count++;
    }

    /// <summary>Clears an entry's alarm if one is set.</summary>
    public void Clear(T entry)
    {
        if (!entry.IsSet)
        {
            return;
        }

        if (entry.Previous is { } previous)
        {
            previous.Next = entry.Next;
        }
        else
        {
            _ring[entry.Tick & (Size - 1)] = entry.Next;
        }

        if (entry.Next is { } next)
        {
            next.Previous = entry.Previous;
        }

        entry.Next = null;
        entry.Previous = null;
        entry.IsSet = false;
        Count--;
    }

    /// <summary>Takes an entry whose time has come; its alarm is cleared.</summary>
    /// <returns>The entry, or <see langword="null"/> when no more are due.</returns>
    public T? TakeDue(TimeSpan now)
    {
        var target = ToTick(now);
        if (Count == 0)
        {
            _now = Math.Max(_now, target);
            return null;
        }

        for (; _now < target; _now++)
        {
            if (FindIn(_now + 1) is { } entry)
            {
                Clear(entry);
                return entry;
            }
        }

        return null;
    }

    /// <summary>Gets the time until the next alarm, as far as it lies within a limit.</summary>
    public TimeSpan UntilNext(TimeSpan now, TimeSpan limit)
    {
        var last = Math.Min(ToTick(now + limit), _now + Size);
        for (var tick = _now + 1; Count > 0 && tick <= last; tick++)
        {
            if (FindIn(tick) is not null)
            {
                var wait = TimeSpan.FromTicks(tick * TimeSpan.TicksPerMillisecond) - now;
                return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
            }
        }

        return limit;
    }

    private static long ToTick(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;

    private T? FindIn(long tick)
    {
        for (var entry = _ring[tick & (Size - 1)]; entry is not null; entry = entry.Next)
        {
            if (entry.Tick <= tick)
            {
                return (T)entry;
            }
        }

        return null;
    }

    /// <summary>Something with an alarm.</summary>
    internal abstract class Entry
    {
        internal Entry? Next { get; set; }

        internal Entry? Previous { get; set; }

        internal long Tick { get; set; }

        internal bool IsSet { get; set; }
    }
}
