using System.Net;
using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.P2P;

/// <summary>A way to a host that is not straight to its port. The package Smash64.Kaillera.Nat has them.</summary>
/// <remarks>
/// A path finds the end point where a host is and keeps the hole in the routers open; what is said to the host stays the probe's, with
/// all its rules. Nobody speaks to a host before a datagram of it has come or a second has passed since it was told: some routers
/// remember who came too early, and give the host's answer to him another port.
/// </remarks>
public abstract class P2PPath
{
    private protected P2PPath() { }

    /// <summary>Gets which path it is.</summary>
    public abstract P2PPathKind Kind { get; }

    /// <summary>Gets a value indicating whether the end point a probe is given is a third party's, which many may ask at a time.</summary>
    internal virtual bool IsToThirdParty => false;

    /// <summary>Begins to look for a host.</summary>
    /// <param name="host">The end point that the probe was given.</param>
    /// <param name="mode">How much the probe asks.</param>
    internal abstract IP2PPathFinder Find(IPEndPoint host, P2PProbeMode mode);
}
