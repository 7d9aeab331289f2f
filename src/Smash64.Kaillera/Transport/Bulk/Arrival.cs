using System.Net.Sockets;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Something that came back to a <see cref="IDatagramPump"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">Where a datagram came from; for the other kinds, where the one that failed went to.</param>
/// <param name="Age">
/// How long ago it came, where the system says so: it may have lain in the receive buffer while others were served.
/// </param>
/// <param name="Index">Which datagram of the batch holds its payload.</param>
/// <param name="Length">The payload's length.</param>
/// <param name="Error">Why sending failed.</param>
internal readonly record struct Arrival(
    ArrivalKind Kind,
    RemoteAddress From,
    TimeSpan Age = default,
    int Index = 0,
    int Length = 0,
    SocketError Error = SocketError.Success
);

/// <summary>What came back.</summary>
internal enum ArrivalKind
{
    /// <summary>A datagram.</summary>
    Datagram,

    /// <summary>The news that nothing listens there (ICMP port unreachable).</summary>
    PortUnreachable,

    /// <summary>The news that this machine could not send a datagram there.</summary>
    SendFailed,
}
