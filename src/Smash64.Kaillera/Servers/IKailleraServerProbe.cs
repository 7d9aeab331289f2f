using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Servers;

/// <summary>Asks Kaillera 0.86 servers whether they answer, how fast, and who plays what. Calls may overlap.</summary>
public interface IKailleraServerProbe
{
    /// <summary>Pings the doorway of a Kaillera server, one ping after the other. It costs the server next to nothing.</summary>
    /// <param name="server">An IPv4 address and a port from 1 to 65535; doorways listen on 27888 unless told otherwise.</param>
    /// <param name="count">
    /// How many pings to send: 1 to 100. Each has a local port of its own, and waits until the former is answered or has timed
    /// out. A port that refuses gets one more 100 ms later, and none after that if it refuses again.
    /// </param>
    /// <param name="cancellationToken">Stops asking at once.</param>
    /// <returns>What the pings learned. Silence is a result too, never an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not 1 to 100.</exception>
    /// <exception cref="ArgumentException"><paramref name="server"/> is not IPv4 or its port is 0.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open or use a UDP socket, or has no route.</exception>
    Task<KailleraPingResult> PingAsync(IPEndPoint server, int count = 3, CancellationToken cancellationToken = default);

    /// <summary>Pings many servers while their addresses are still being read, and streams the results as they come.</summary>
    /// <param name="servers">
    /// Whom to ask; may be lazy and endless. Each gets <see cref="KailleraServerProbeOptions.PingCount"/> pings, one after the other.
    /// </param>
    /// <param name="cancellationToken">Stops asking at once. Results that are known by then come before the exception.</param>
    /// <returns>
    /// One result for each server, in the order in which they are known. At most <see cref="KailleraServerProbeOptions.MaxConcurrency"/>
    /// are asked at a time, at most <see cref="KailleraServerProbeOptions.MaxDatagramsPerSecond"/> pings sent a second. A server that
    /// this machine can't send to gets a <see cref="KailleraPingResult.Fault"/>. Stop reading, and the asking stops.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="servers"/>, or one of them, is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// One of the servers is not IPv4 or its port is 0. It ends the stream behind the results of those that came before it, as does
    /// what the sequence throws.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open a UDP socket.</exception>
    IAsyncEnumerable<KailleraPingResult> PingManyAsync(IEnumerable<IPEndPoint> servers, CancellationToken cancellationToken = default);

    /// <summary>
    /// Says hello at the doorway of a Kaillera server, which tells an open server from a full one and from one that speaks another
    /// version. Use it sparingly: the server holds a port for the caller for some seconds, and EmuLinkerSF bars an address for two
    /// minutes at its fifth hello in a row.
    /// </summary>
    /// <param name="server">As in <see cref="PingAsync"/>.</param>
    /// <param name="cancellationToken">Stops asking at once.</param>
    /// <returns>
    /// What the server said: four seconds after the first hello at the most, or seven where it answers pings alone. Before that,
    /// calls of this process to the same address wait for each other, and for a second after each. Silence is a result too, never
    /// an exception.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="server"/> is not IPv4 or its port is 0.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open or use a UDP socket, or has no route.</exception>
    Task<KailleraDoorwayResult> CheckDoorwayAsync(IPEndPoint server, CancellationToken cancellationToken = default);

    /// <summary>
    /// Visits a Kaillera server: logs in, reads users, games and announcements, and leaves. Its users see the visitor come and go.
    /// </summary>
    /// <param name="server">As in <see cref="PingAsync"/>.</param>
    /// <param name="options">How to appear there and how long to try, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="cancellationToken">
    /// Ends the visit early. A visitor whom the server has answered leaves before the call ends; one whose login is still
    /// unanswered says his farewells in the background.
    /// </param>
    /// <returns>
    /// What the visit learned. A full server, a refusal with the server's own words and silence are results too, never an exception.
    /// Two visits of one process to the same server follow each other, a second apart.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="server"/> is not IPv4 or its port is 0, or an option breaks its rule.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open or use a UDP socket, or has no route.</exception>
    Task<KailleraServerInfo> QueryAsync(
        IPEndPoint server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    );
}
