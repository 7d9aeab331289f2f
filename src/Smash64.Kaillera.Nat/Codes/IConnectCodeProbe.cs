using System.Net.Sockets;

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Asks whether a host can be joined by its connect code, and leaves it as it was found.</summary>
public interface IConnectCodeProbe
{
    /// <summary>Looks a code up at a rendezvous, opens the way as an opponent's client does, and knocks.</summary>
    /// <param name="code">The code.</param>
    /// <param name="options">Settings, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Stops asking; a host that gave its seat is left first.</param>
    /// <returns>What was learned. Silence is a result too, never an exception. It takes 8 to 9 seconds at most in the default mode.</returns>
    /// <remarks>
    /// The host punches towards us for 15 seconds, its player sees a line, and the code is busy for others for a moment: so calls within
    /// 20 seconds for the same code and settings share one result, and nobody should ask in bulk.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="code"/> is none, or a setting breaks its rule.</exception>
    /// <exception cref="HostNameException">The rendezvous has no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">This machine could not open or use a UDP socket.</exception>
    Task<ConnectCodeResult> ProbeAsync(
        ConnectCode code,
        ConnectCodeProbeOptions? options = null,
        CancellationToken cancellationToken = default
    );
}
