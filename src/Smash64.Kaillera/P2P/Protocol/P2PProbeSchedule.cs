using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>When a probe sends what while it has no answer. docs/probing.md tells why, with the figures.</summary>
internal static class P2PProbeSchedule
{
    /// <summary>A quiet probe logs in after this much silence: longer than a round trip between any two continents.</summary>
    public static readonly TimeSpan QuietPeriod = TimeSpan.FromMilliseconds(300);

    /// <summary>The latest a datagram that was overtaken may still arrive behind those that overtook it.</summary>
    public static readonly TimeSpan ReorderHorizon = TimeSpan.FromMilliseconds(300);

    /// <summary>A port that refuses is asked again after this: a host that just lost its peer reopens its socket.</summary>
    public static readonly TimeSpan SecondOpinion = TimeSpan.FromMilliseconds(100);

    /// <summary>How long behind a datagram with PINGs a host that answers knocks gets a plain login.</summary>
    public static readonly TimeSpan PlainLoginDelay = TimeSpan.FromMilliseconds(50);

    /// <summary>The time between two EXITs.</summary>
    public static readonly TimeSpan ExitInterval = TimeSpan.FromMilliseconds(25);

    /// <summary>How many EXITs are sent: at 40 % loss one host in 60,000 misses all twelve.</summary>
    public const int Exits = 12;

    /// <summary>
    /// How few EXITs a probe with a limit of bytes sends: at 20 % loss one host in 3,000 misses all five. The smallest
    /// limits pay for one less.
    /// </summary>
    public const int LeastExits = 5;

    // A login is the last thing to repeat: its answer must still reach us, or the host would be left occupied.
    private const double LoginShare = 0.66;

    // Of a short timeout a quiet probe spends this much on knocking alone, so that time is left for a login.
    private const double QuietShare = 0.25;

    // What a silent host costs in the busiest second, counted in the tables below.
    private const int MostKnocksPerSecond = 5;
    private const int MostDatagramsPerSecond = 20;

    private static readonly Track Knocks = new([0, 300, 500, 700, 900, 1100, 1300, 1600, 1900, 2200], Every: 400);

    private static readonly Track Logins = new(
        [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200, 1300, 1450, 1600],
        Every: 200
    );

    // The number says up to which PING the datagram goes; 0 is the plain login, the only form that a room reads. Behind
    // these, the most and none take turns.
    private static readonly byte[] FirstPings = [0, 0, 1, 2];
    private const int MaxPings = 3;

    private static readonly Track Doorbells = new([600, 750, 900, 1050, 1200, 1400, 1600, 1900], Every: 400);

    /// <summary>Gets the time of the knock with this index.</summary>
    public static TimeSpan KnockAt(int index) => Knocks.At(index);

    /// <summary>Gets the time of the <c>PING</c> to the doorway of a Kaillera server with this index.</summary>
    public static TimeSpan DoorbellAt(int index) => Doorbells.At(index);

    /// <summary>Gets the time of the login datagram with this index, or <see cref="TimeSpan.MaxValue"/> when none follows.</summary>
    public static TimeSpan LoginAt(int index, P2PProbeMode mode, TimeSpan timeout)
    {
        if (mode == P2PProbeMode.Knock)
        {
            return TimeSpan.MaxValue;
        }

        var patience = Times.Earlier(timeout * QuietShare, QuietPeriod);
        var at = Logins.At(index) + (mode == P2PProbeMode.Quiet ? patience : TimeSpan.Zero);
        return at <= timeout * LoginShare ? at : TimeSpan.MaxValue;
    }

    /// <summary>Gets how many PINGs stand before the login in the datagram with this index: 0 to 3.</summary>
    public static int PingsOf(int index) =>
        index < FirstPings.Length ? FirstPings[index]
        : index % 2 == 0 ? MaxPings
        : 0;

    /// <summary>
    /// Gets the same for a probe with a limit of bytes, where each repeat must be worth its own: it asks again for an answer
    /// that was lost, and of a host that answers knocks, which may be a room, mostly in the form that a room reads.
    /// </summary>
    public static int ThriftyPingsOf(int index, bool answersKnocks) =>
        !answersKnocks ? Math.Min(index, MaxPings)
        : index % 3 == 1 ? MaxPings
        : 0;

    /// <summary>Gets how many conversations may run at once so that their repeats alone keep to a rate (0: no limit).</summary>
    public static int MostAtOnce(P2PProbeMode mode, int datagramsPerSecond, int maxConcurrency)
    {
        var each = mode == P2PProbeMode.Knock ? MostKnocksPerSecond : MostDatagramsPerSecond;
        return datagramsPerSecond == 0 ? maxConcurrency : Math.Clamp(datagramsPerSecond / each, 1, maxConcurrency);
    }

    /// <param name="First">Times in milliseconds.</param>
    /// <param name="Every">How it goes on behind them, in milliseconds.</param>
    private sealed record Track(int[] First, int Every)
    {
        public TimeSpan At(int index) =>
            TimeSpan.FromMilliseconds(index < First.Length ? First[index] : First[^1] + ((index - First.Length + 1) * Every));
    }
}
