namespace Smash64.Kaillera.Transport;

/// <summary>
/// Keeps many conversations together to a rate. A conversation under way is never slowed down, because its verdict
/// depends on its timing; what it spends beyond the rate delays the next ones to begin.
/// </summary>
/// <param name="datagramsPerSecond">The rate; more than zero.</param>
/// <param name="time">The clock.</param>
internal sealed class DatagramBudget(int datagramsPerSecond, TimeProvider time)
{
    private readonly long _interval = TimeSpan.TicksPerSecond / datagramsPerSecond;
    private readonly long _start = time.GetTimestamp();
    private long _paidUntil;

    private long Now => time.GetElapsedTime(_start).Ticks;

    /// <summary>Waits until all that was spent is paid for, and pays for the first datagram of a new conversation.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        var wait = Pay() - Now;
        if (wait > 0)
        {
            await Task.Delay(TimeSpan.FromTicks(wait), time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes further datagrams of a conversation under way.</summary>
    public void Spend(int datagrams)
    {
        for (var i = 0; i < datagrams; i++)
        {
            Pay();
        }
    }

    /// <summary>Takes the next slot and returns when it begins.</summary>
    private long Pay()
    {
        while (true)
        {
            var paidUntil = Volatile.Read(ref _paidUntil);
            var slot = Math.Max(paidUntil, Now);
            if (Interlocked.CompareExchange(ref _paidUntil, slot + _interval, paidUntil) == paidUntil)
            {
                return slot;
            }
        }
    }
}
