namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>
/// Keeps many conversations together to a rate, evenly and without bursts. A conversation under way is never slowed down,
/// because its verdict depends on its timing; what it sends delays the next ones to begin.
/// </summary>
/// <param name="datagramsPerSecond">The rate; 0 for no limit.</param>
internal sealed class Pacer(int datagramsPerSecond)
{
    // A thread that wakes up late makes up for so much and no more.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _interval = datagramsPerSecond == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1) / datagramsPerSecond;

    /// <summary>Gets the time from which on another conversation may begin.</summary>
    public TimeSpan Next { get; private set; }

    /// <summary>Notes datagrams.</summary>
    public void Spend(TimeSpan now, int datagrams)
    {
        var earliest = now - Lateness;
        Next = (Next > earliest ? Next : earliest) + (datagrams * _interval);
    }
}
