using System.Net.Sockets;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat;

/// <summary>Asks STUN servers over UDP. Calls may overlap; each has a socket of its own.</summary>
public sealed class StunClient : IStunClient
{
    private readonly StunClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Initializes a client.</summary>
    /// <param name="options">Its settings, copied at once.</param>
    /// <param name="timeProvider">The clock of repeats and the timeout; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    public StunClient(StunClientOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);

        _options = options.Checked();
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public async Task<StunResult> AskAsync(int localPort = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(localPort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(localPort, IPEndPoint.MaxPort);

        var servers = await FindServersAsync(cancellationToken).ConfigureAwait(false);
        var localAddress = FindLocalAddress(servers[0]);
        var (outcome, local) = await ListeningRun
            .ToFirstEventAsync(
                _options.LocalAddress,
                localPort,
                endPoint => new StunConversation(servers, endPoint.Port, _options.Timeout),
                _time,
                cancellationToken
            )
            .ConfigureAwait(false);
        return new StunResult(new IPEndPoint(localAddress, local.Port), outcome.Answers) { Elapsed = outcome.Elapsed };
    }

    // Where one name leads nowhere, the others may do.
    private async Task<IReadOnlyList<IPEndPoint>> FindServersAsync(CancellationToken cancellationToken)
    {
        var searches = _options.Servers.Select(server => HostNames.FindAsync(server, cancellationToken)).ToList();
        var found = new List<IPEndPoint>();
        HostNameException? fault = null;
        foreach (var search in searches)
        {
            try
            {
                found.Add(await search.ConfigureAwait(false));
            }
            catch (HostNameException e)
            {
                fault ??= e;
            }
        }

        return found.Count > 0 ? [.. found.Distinct()] : throw fault!;
    }

    // Connecting a UDP socket sends nothing, and tells which interface the system would take.
    private IPAddress FindLocalAddress(IPEndPoint server)
    {
        if (!_options.LocalAddress.Equals(IPAddress.Any))
        {
            return _options.LocalAddress;
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(server);
        return ((IPEndPoint)socket.LocalEndPoint!).Address;
    }
}
