using System.Net;

namespace Smash64.Kaillera.Servers;

/// <summary>Pings and visits of servers that are known by name.</summary>
public static class KailleraServerProbeExtensions
{
    /// <summary>Finds a server's address, once and before the first datagram, and pings it.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="server">The server's name, or its address, and its port.</param>
    /// <param name="count">How many pings to send; more than zero.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the pings learned.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="HostNameException">The name leads to no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<KailleraPingResult> PingAsync(
        this IKailleraServerProbe probe,
        DnsEndPoint server,
        int count = 3,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(probe);
        var endPoint = await HostNames.FindAsync(server, cancellationToken).ConfigureAwait(false);
        return await probe.PingAsync(endPoint, count, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a server's address, once and before the first datagram, and looks who is there.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="server">The server's name, or its address, and its port.</param>
    /// <param name="options">How to visit, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the visit learned.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="HostNameException">The name leads to no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<KailleraServerInfo> QueryAsync(
        this IKailleraServerProbe probe,
        DnsEndPoint server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(probe);
        var endPoint = await HostNames.FindAsync(server, cancellationToken).ConfigureAwait(false);
        return await probe.QueryAsync(endPoint, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds a server's address, once and before the first datagram, and pings it.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="server">The server's name or address, with or without <c>:port</c>; without one, 27888.</param>
    /// <param name="count">How many pings to send; more than zero.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the pings learned.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="server"/> is no name and no address.</exception>
    /// <exception cref="HostNameException">The name leads to no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<KailleraPingResult> PingAsync(
        this IKailleraServerProbe probe,
        string server,
        int count = 3,
        CancellationToken cancellationToken = default
    ) => probe.PingAsync(HostNames.Checked(server, KailleraDefaults.ServerPort, nameof(server)), count, cancellationToken);

    /// <summary>Finds a server's address, once and before the first datagram, and looks who is there.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="server">The server's name or address, with or without <c>:port</c>; without one, 27888.</param>
    /// <param name="options">How to visit, or <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the visit learned.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="server"/> is no name and no address.</exception>
    /// <exception cref="HostNameException">The name leads to no IPv4 address.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static Task<KailleraServerInfo> QueryAsync(
        this IKailleraServerProbe probe,
        string server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    ) => probe.QueryAsync(HostNames.Checked(server, KailleraDefaults.ServerPort, nameof(server)), options, cancellationToken);
}
