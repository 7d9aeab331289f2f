using System.Net;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>
/// Finds where a host is and keeps the way open, without socket or clock. It never speaks n02: that is the probe's conversation, which
/// begins when there is a <see cref="Host"/>.
/// </summary>
internal interface IP2PPathFinder
{
    /// <summary>Gets whom the probe may talk to now, or <see langword="null"/> while it may not.</summary>
    IPEndPoint? Host { get; }

    /// <summary>Gets a value indicating whether there is no way, or none any more: nothing is to be waited for.</summary>
    bool HasFailed { get; }

    /// <summary>Gets the time at which <see cref="TryWrite"/> wants to be called next, whatever arrives.</summary>
    TimeSpan WakeUp { get; }

    /// <summary>Gets what is known of the path. It changes as the finder goes on.</summary>
    P2PPathEvidence Evidence { get; }

    /// <summary>Does what is due, and writes the next datagram to send if there is one.</summary>
    bool TryWrite(TimeSpan now, Span<byte> buffer, out int length, out IPEndPoint destination);

    /// <summary>Takes a datagram. No byte in it can make this throw.</summary>
    /// <returns>Whether the probe must not see it: it was the path's own, or nobody's.</returns>
    bool TryReceive(ReadOnlySpan<byte> datagram, IPEndPoint sender, TimeSpan now);
}
