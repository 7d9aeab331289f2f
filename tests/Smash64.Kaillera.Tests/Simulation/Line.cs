namespace Smash64.Kaillera.Tests.Simulation;

/// <summary>One direction of a path: what it does to datagrams.</summary>
/// <param name="Loss">The share that is lost, 0 to 1.</param>
/// <param name="Duplication">The share of the rest that arrives twice.</param>
/// <param name="Delay">What every datagram takes at least.</param>
/// <param name="Jitter">What each one may take longer, evenly spread: later ones overtake it then.</param>
internal sealed record Line(double Loss, double Duplication, TimeSpan Delay, TimeSpan Jitter)
{
    public static Line Perfect { get; } = new(0, 0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>Draws a line: delay to 400 ms, reordering to 300 ms, duplication to 10 %.</summary>
    public static Line Draw(Random random, double loss) =>
        new(
            loss,
            random.NextDouble() * 0.1,
            TimeSpan.FromMilliseconds(random.NextDouble() * 400),
            TimeSpan.FromMilliseconds(random.NextDouble() * 300)
        );

    /// <summary>Draws when the copies of one datagram arrive: none, one or two times.</summary>
    public IEnumerable<TimeSpan> Carry(Random random, TimeSpan now)
    {
        if (random.NextDouble() < Loss)
        {
            yield break;
        }

        yield return now + Delay + (Jitter * random.NextDouble());
        if (random.NextDouble() < Duplication)
        {
            yield return now + Delay + (Jitter * random.NextDouble());
        }
    }
}
