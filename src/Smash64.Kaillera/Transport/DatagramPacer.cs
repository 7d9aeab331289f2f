namespace Smash64.Kaillera.Transport;

/// <summary>Spaces datagrams evenly, so that many conversations together keep to a rate and send no bursts.</summary>
/// <param name="datagramsPerSecond">The rate; more than zero.</param>
/// <param name="time">The clock.</param>
internal sealed class DatagramPacer(int datagramsPerSecond, TimeProvider time)
{
    private readonly long _interval = TimeSpan.TicksPerSecond / datagramsPerSecond;
    private readonly long _start = time.GetTimestamp();
    private long _nextSlot;

    /// <summary>Waits for this datagram's slot.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var now = time.GetElapsedTime(_start).Ticks;
        long next;
        long slot;
        do
        {
            next = Volatile.Read(ref _nextSlot);
            slot = Math.Max(next, now);
        } while (Interlocked.CompareExchange(ref _nextSlot, slot + _interval, next) != next);

        if (slot > now)
        {
            await Task.Delay(TimeSpan.FromTicks(slot - now), time, cancellationToken).ConfigureAwait(false);
        }
    }
}
