using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Servers;

/// <summary>What the pings of one Kaillera server learned.</summary>
/// <remarks>
/// An answer does not say which ping it is for. So <see cref="IKailleraServerProbe.PingAsync"/> gives each ping a local port of its
/// own, and every time is that of one ping and its own answer; with <see cref="IKailleraServerProbe.PingManyAsync"/>, which has one
/// socket for all, one that takes more than twice the timeout may count for the next ping. Otherwise an answer that comes after
/// <see cref="KailleraServerProbeOptions.PingTimeout"/> counts as lost. A ping that was refused counts as lost too, and the answer
/// to its repeat is timed from the repeat.
/// </remarks>
public sealed record KailleraPingResult
{
    /// <summary>Initializes a result.</summary>
    /// <param name="endPoint">The server that was asked.</param>
    /// <param name="status">How the pings ended.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public KailleraPingResult(IPEndPoint endPoint, KailleraPingStatus status)
    {
        ArgumentNullException.ThrowIfNull(endPoint);

        EndPoint = endPoint;
        Status = status;
    }

    /// <summary>Gets the server that was asked.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets how the pings ended.</summary>
    public KailleraPingStatus Status { get; }

    /// <summary>Gets a value indicating whether a Kaillera server answered.</summary>
    public bool IsReachable => Status is KailleraPingStatus.Responding;

    /// <summary>Gets how many pings were sent.</summary>
    /// <value>The number asked for, or one more where a port refused; fewer where it refused twice.</value>
    public int Sent { get; init; }

    /// <summary>Gets how many of them were answered in time.</summary>
    public int Received { get; init; }

    /// <summary>Gets the share of the pings that was not answered.</summary>
    /// <value>0 to 1; 0 when none was sent.</value>
    public double Loss => Sent <= 0 ? 0 : Math.Clamp(1 - ((double)Received / Sent), 0, 1);

    /// <summary>Gets the shortest time from a ping to its answer, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? MinimumRoundTripTime { get; init; }

    /// <summary>Gets the mean time from a ping to its answer, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? MeanRoundTripTime { get; init; }

    /// <summary>Gets the longest time from a ping to its answer, or <see langword="null"/> when none was answered.</summary>
    public TimeSpan? MaximumRoundTripTime { get; init; }

    /// <summary>Gets how much the times vary: the mean absolute difference of each from the one before.</summary>
    /// <value><see langword="null"/> when fewer than two pings were answered.</value>
    public TimeSpan? Jitter { get; init; }

    /// <summary>Gets the time from the first ping to the verdict.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets what kept this machine from sending, or <see langword="null"/>.</summary>
    /// <value>
    /// Set only by <see cref="IKailleraServerProbe.PingManyAsync"/>, where it must not end the other pings: the status is
    /// <see cref="KailleraPingStatus.Unknown"/> then.
    /// </value>
    public SocketError? Fault { get; init; }

    /// <summary>Gets what kind of address was asked.</summary>
    public AddressScope Scope => KailleraValidation.GetScope(EndPoint.Address);

    /// <summary>Gets one English sentence that says what the status rests on.</summary>
    public string Reason => KailleraPingReasons.Describe(this);
}
