using System.Net;

namespace Smash64.Kaillera.P2P;

/// <summary>What the pings of one P2P host learned.</summary>
/// <remarks>
/// A ping is a knock, which takes no seat and which the host's player cannot see. Hosts of the first generation don't answer it.
/// Each has a local port of its own, so every time is that of one knock and its own answer; an answer that comes more than a second
/// later counts as lost.
/// </remarks>
public sealed record P2PPingResult
{
    private const double UpperShare = 0.95;

    /// <summary>Initializes a result.</summary>
    /// <param name="endPoint">The host that was asked.</param>
    /// <param name="status">
    /// How the pings ended: <see cref="P2PProbeStatus.Responding"/>, <see cref="P2PProbeStatus.PortClosed"/>,
    /// <see cref="P2PProbeStatus.NotAP2PHost"/> or <see cref="P2PProbeStatus.NoResponse"/>.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public P2PPingResult(IPEndPoint endPoint, P2PProbeStatus status)
    {
        ArgumentNullException.ThrowIfNull(endPoint);

        EndPoint = endPoint;
        Status = status;
    }

    /// <summary>Gets the host that was asked.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets how the pings ended.</summary>
    public P2PProbeStatus Status { get; }

    /// <summary>Gets a value indicating whether the host answered.</summary>
    public bool IsReachable => Status is P2PProbeStatus.Responding;

    /// <summary>Gets how many pings were sent.</summary>
    /// <value>The number asked for, or one more where a port refused; fewer where it refused twice.</value>
    public int Sent { get; init; }

    /// <summary>Gets the time of each ping that was answered, in the order in which they were sent.</summary>
    public IReadOnlyList<TimeSpan> RoundTripTimes { get; init; } = [];

    /// <summary>Gets how many were answered in time.</summary>
    public int Received => RoundTripTimes.Count;

    /// <summary>Gets the share of the pings that was not answered.</summary>
    /// <value>0 to 1; 0 when none was sent.</value>
    public double Loss => Sent <= 0 ? 0 : Math.Clamp(1 - ((double)Received / Sent), 0, 1);

    /// <summary>Gets the shortest time, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? MinimumRoundTripTime => Received == 0 ? null : RoundTripTimes.Min();

    /// <summary>Gets the mean time, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? MeanRoundTripTime =>
        Received == 0 ? null : TimeSpan.FromTicks((long)RoundTripTimes.Average(static time => time.Ticks));

    /// <summary>Gets the time that half of the answers were faster than, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? MedianRoundTripTime => Percentile(0.5);

    /// <summary>Gets the time that 95 of 100 answers were faster than, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? Percentile95RoundTripTime => Percentile(UpperShare);

    /// <summary>Gets the longest time, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? MaximumRoundTripTime => Received == 0 ? null : RoundTripTimes.Max();

    /// <summary>Gets how much the times vary: the mean absolute difference of each from the one before.</summary>
    /// <value><see langword="null"/> when fewer than two were answered.</value>
    public TimeSpan? Jitter =>
        Received < 2
            ? null
            : TimeSpan.FromTicks(
                (long)RoundTripTimes.Zip(RoundTripTimes.Skip(1), static (one, next) => (next - one).Duration().Ticks).Average()
            );

    /// <summary>Gets how many frames late a game would play, by the median, or <see langword="null"/> when none was answered.</summary>
    /// <value>Frames of 1/60 s, by <see cref="FrameDelay.ForP2P"/>.</value>
    public int? Frames => MedianRoundTripTime is { } median ? FrameDelay.ForP2P(median) : null;

    /// <summary>Gets the time from the first ping to the verdict.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets one English sentence that says what the status rests on.</summary>
    public string Reason => P2PPingReasons.Describe(this);

    // The nearest rank: a time that was measured, not one between two.
    private TimeSpan? Percentile(double share) =>
        Received == 0 ? null : RoundTripTimes.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(share * Received) - 1));
}
