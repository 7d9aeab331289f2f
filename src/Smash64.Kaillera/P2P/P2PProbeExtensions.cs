using System.Net;

namespace Smash64.Kaillera.P2P;

/// <summary>Probes of hosts that are known by name.</summary>
public static class P2PProbeExtensions
{
    /// <summary>Finds a host's address, once and before the first datagram, and asks whether an opponent can reach it.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="host">The host's name, or its address, and its port.</param>
    /// <param name="options">Settings for this call, or <see langword="null"/> for those of the probe.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the probe learned; its <see cref="P2PProbeResult.EndPoint"/> is the address that was found.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="HostNameException">The name leads to no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<P2PProbeResult> ProbeAsync(
        this IP2PProbe probe,
        DnsEndPoint host,
        P2PProbeOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(probe);
        var endPoint = await HostNames.FindAsync(host, cancellationToken).ConfigureAwait(false);
        return await probe.ProbeAsync(endPoint, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a host's address, once and before the first datagram, and asks whether an opponent can reach it.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="host">The host's name or address, with or without <c>:port</c>; without one, 27886.</param>
    /// <param name="options">Settings for this call, or <see langword="null"/> for those of the probe.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the probe learned; its <see cref="P2PProbeResult.EndPoint"/> is the address that was found.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="host"/> is no name and no address.</exception>
    /// <exception cref="HostNameException">The name leads to no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<P2PProbeResult> ProbeAsync(
        this IP2PProbe probe,
        string host,
        P2PProbeOptions? options = null,
        CancellationToken cancellationToken = default
    ) => probe.ProbeAsync(HostNames.Checked(host, KailleraDefaults.P2PPort, nameof(host)), options, cancellationToken);
}
