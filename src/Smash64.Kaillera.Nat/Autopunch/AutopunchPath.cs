using Smash64.Kaillera.Nat.Autopunch.Protocol;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.Nat.Autopunch;

/// <summary>The path to a host whose player runs Autopunch, which opens the way with the help of a relay.</summary>
/// <remarks>
/// For <see cref="P2PProbeOptions.Path"/>. A host that answers over it can be joined by opponents who run Autopunch too, and by no
/// others: ask directly first. Finding the host takes up to 6 seconds, and hearing it up to 4.8 more, before the probe's own time begins.
/// </remarks>
public sealed class AutopunchPath : P2PPath
{
    private readonly IPEndPoint _relay;

    /// <summary>Initializes a path.</summary>
    /// <param name="relay">The relay: an IPv4 address and a port from 1 to 65535.</param>
    /// <exception cref="ArgumentNullException"><paramref name="relay"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="relay"/> is not IPv4, or its port is 0.</exception>
    public AutopunchPath(IPEndPoint relay)
    {
        ArgumentNullException.ThrowIfNull(relay);
        if (relay.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork || relay.Port == 0)
        {
            throw new ArgumentException($"A relay has an IPv4 address and a port from 1 to 65535; {relay} has not.", nameof(relay));
        }

        _relay = new IPEndPoint(relay.Address, relay.Port);
    }

    /// <inheritdoc/>
    public override P2PPathKind Kind => P2PPathKind.Autopunch;

    internal override IP2PPathFinder Find(IPEndPoint host, P2PProbeMode mode) => new AutopunchPathFinder(host, _relay, mode);
}
