using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.P2P;

/// <summary>Asks P2P game hosts whether an opponent can reach them, and leaves them as they were found.</summary>
/// <remarks>
/// Calls may overlap. Two probes of one address and port in the same process wait for each other, and a probe waits until
/// a second has passed since the last login there, because a host serves one peer and reopens its socket after each.
/// </remarks>
public interface IP2PProbe
{
    /// <inheritdoc cref="ProbeAsync(IPEndPoint, P2PProbeOptions?, CancellationToken)"/>
    Task<P2PProbeResult> ProbeAsync(IPEndPoint host, CancellationToken cancellationToken = default);

    /// <summary>Asks whether a P2P game host answers at an address.</summary>
    /// <param name="host">An IPv4 address and a port from 1 to 65535; hosts use 27886 unless told otherwise.</param>
    /// <param name="options">Settings for this probe alone, or <see langword="null"/> for the probe's own.</param>
    /// <param name="cancellationToken">
    /// Stops asking at once. A host that had answered a login is left first, which takes at most a second.
    /// </param>
    /// <returns>What the probe learned. Silence is a result too, never an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="host"/> is not IPv4 or its port is 0, or a setting in <paramref name="options"/> breaks its rule.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open or use a UDP socket, or has no route.</exception>
    Task<P2PProbeResult> ProbeAsync(IPEndPoint host, P2PProbeOptions? options, CancellationToken cancellationToken = default);

    /// <summary>Measures how far a host is, with knocks, which take no seat and which its player cannot see.</summary>
    /// <remarks>Hosts of the first generation don't answer knocks: they look silent.</remarks>
    /// <param name="host">An IPv4 address and a port from 1 to 65535.</param>
    /// <param name="count">How many pings to send, 1 to 1,000.</param>
    /// <param name="interval">
    /// The time from one ping to the next, 0.1 to 60 seconds; <see langword="null"/> for 0.25 seconds. One that is not answered is
    /// waited for, a second at most, before the next.
    /// </param>
    /// <param name="cancellationToken">Stops at once: a ping leaves nothing behind.</param>
    /// <returns>What the pings learned. Silence is a result too, never an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="host"/> is not IPv4 or its port is 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open or use a UDP socket, or has no route.</exception>
    /// <exception cref="NotSupportedException">The implementation is one that can't ping.</exception>
    Task<P2PPingResult> PingAsync(
        IPEndPoint host,
        int count = 20,
        TimeSpan? interval = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException($"{GetType().Name} can't ping.");

    /// <summary>Asks many hosts over one socket, at the rate that <see cref="P2PProbeOptions.MaxDatagramsPerSecond"/> says.</summary>
    /// <remarks>
    /// <see cref="P2PProbeMode.Knock"/> is the mode for lists: it never logs in. <see cref="P2PProbeMode.Quiet"/>, the options'
    /// default, logs in at every address where a knock stays unanswered. Whoever reads the results slowly slows the probing.
    /// A closed port is known on Linux only; elsewhere it is <see cref="P2PProbeStatus.NoResponse"/>.
    /// <see cref="P2PProbeOptions.Progress"/> is not told.
    /// </remarks>
    /// <param name="hosts">The hosts. They are read as the work goes on, so the sequence may be lazy and endless.</param>
    /// <param name="options">Settings for this call alone, or <see langword="null"/> for the probe's own.</param>
    /// <param name="cancellationToken">
    /// Stops asking at once; hosts that had answered a login are left first, and results that are known by then come before the
    /// exception. A sequence that blocks is not waited for: it is let go when its next element comes.
    /// </param>
    /// <returns>
    /// A result for each host, in the order in which the verdicts fall. A host that this machine can't send to has the
    /// status <c>Unknown</c> and a <see cref="P2PProbeResult.Fault"/>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="hosts"/>, or one of them, is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// A setting breaks its rule; or a host does, which ends the stream behind the results of those that came before it. What the
    /// sequence throws comes in the same manner.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open a UDP socket.</exception>
    IAsyncEnumerable<P2PProbeResult> ProbeManyAsync(
        IEnumerable<IPEndPoint> hosts,
        P2PProbeOptions? options = null,
        CancellationToken cancellationToken = default
    );
}
