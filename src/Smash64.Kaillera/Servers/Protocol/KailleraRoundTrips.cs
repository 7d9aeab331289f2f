namespace Smash64.Kaillera.Servers.Protocol;

/// <summary>Sums up round-trip times as they come, without keeping them.</summary>
internal sealed class KailleraRoundTrips
{
    private int _count;
    private TimeSpan _sum;
    private TimeSpan _differences;
    private TimeSpan _last;

    /// <summary>Gets the shortest time, or <see langword="null"/> when there is none.</summary>
    public TimeSpan? Minimum { get; private set; }

    /// <summary>Gets the longest time, or <see langword="null"/> when there is none.</summary>
    public TimeSpan? Maximum { get; private set; }

    /// <summary>Gets the mean, or <see langword="null"/> when there is no time.</summary>
    public TimeSpan? Mean => _count == 0 ? null : _sum / _count;

    /// <summary>Gets the mean absolute difference of each time from the one before, or <see langword="null"/> below two.</summary>
    public TimeSpan? Jitter => _count < 2 ? null : _differences / (_count - 1);

    public void Add(TimeSpan time)
    {
        _differences += _count == 0 ? TimeSpan.Zero : (time - _last).Duration();
        _sum += time;
        _last = time;
        _count++;
        Minimum = time < Minimum ? time : Minimum ?? time;
        Maximum = time > Maximum ? time : Maximum ?? time;
    }
}
