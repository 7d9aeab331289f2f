namespace Smash64.Kaillera.Protocol;

/// <summary>Sums up round-trip times as they come, without keeping them.</summary>
internal sealed class RoundTrips
{
    private TimeSpan _sum;
    private TimeSpan _differences;
    private TimeSpan _last;

    /// <summary>Gets how many times there are.</summary>
    public int Count { get; private set; }

    /// <summary>Gets the shortest time, or <see langword="null"/> when there is none.</summary>
    public TimeSpan? Minimum { get; private set; }

    /// <summary>Gets the longest time, or <see langword="null"/> when there is none.</summary>
    public TimeSpan? Maximum { get; private set; }

    /// <summary>Gets the mean, or <see langword="null"/> when there is no time.</summary>
    public TimeSpan? Mean => Count == 0 ? null : _sum / Count;

    /// <summary>Gets the mean absolute difference of each time from the one before, or <see langword="null"/> below two.</summary>
    public TimeSpan? Jitter => Count < 2 ? null : _differences / (Count - 1);

    public void Add(TimeSpan time)
    {
        _differences += Count == 0 ? TimeSpan.Zero : (time - _last).Duration();
        _sum += time;
        _last = time;
        Count++;
        Minimum = time < Minimum ? time : Minimum ?? time;
        Maximum = time > Maximum ? time : Maximum ?? time;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        (_sum, _differences, _last) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        Count = 0;
        (Minimum, Maximum) = (null, null);
    }
}
