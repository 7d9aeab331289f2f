namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>
/// Bounds how many replies can be under way to us by what the receive buffer holds. A host that has not answered within
/// some round trips is taken for silent and no longer counted: its conversation goes on, but keeps nobody out.
/// </summary>
/// <param name="capacity">How many replies the buffer holds.</param>
internal sealed class ReplyWindow(int capacity)
{
    private const int Size = 256; // a power of two

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan MostPatience = Tick * (Size - 2);

    private readonly int[] _sent = new int[Size];
    private TimeSpan _meanRoundTrip;
    private TimeSpan _meanDeviation;
    private long _oldest;
    private int _outstanding;

    /// <summary>Gets a value indicating whether the buffer has room for another reply.</summary>
    public bool HasRoom => _outstanding < capacity;

    /// <summary>Gets how long a reply is waited for: as TCP does, the mean round trip and four times its deviation.</summary>
    public TimeSpan Patience
    {
        get
        {
            var patience = _meanRoundTrip + (4 * _meanDeviation);
            return _meanRoundTrip == TimeSpan.Zero || patience > MostPatience ? MostPatience
                : patience < LeastPatience ? LeastPatience
                : patience;
        }
    }

    /// <summary>Counts a question.</summary>
    /// <returns>A mark to give back with <see cref="Forget"/>.</returns>
    public long Ask(TimeSpan now)
    {
        var mark = now.Ticks / Tick.Ticks;
        _sent[mark & (Size - 1)]++;
        _outstanding++;
        return mark;
    }

    /// <summary>Counts a question no longer: it was answered, or its conversation has ended.</summary>
    public void Forget(long mark)
    {
        if (mark >= _oldest)
        {
            _sent[mark & (Size - 1)]--;
            _outstanding--;
        }
    }

    /// <summary>Learns from an answer how long answers take.</summary>
    public void Learn(TimeSpan roundTrip)
    {
        if (_meanRoundTrip == TimeSpan.Zero)
        {
            (_meanRoundTrip, _meanDeviation) = (roundTrip, roundTrip / 2);
            return;
        }

        var difference = roundTrip - _meanRoundTrip;
        _meanDeviation += (difference.Duration() - _meanDeviation) / 4;
        _meanRoundTrip += difference / 8;
    }

    /// <summary>Gives up on the questions that have waited too long.</summary>
    public void Advance(TimeSpan now)
    {
        var oldest = (now - Patience).Ticks / Tick.Ticks;
        for (; _oldest < oldest && _outstanding > 0; _oldest++)
        {
            ref var sent = ref _sent[_oldest & (Size - 1)];
            _outstanding -= sent;
            sent = 0;
        }

        _oldest = Math.Max(_oldest, oldest);
    }
}
