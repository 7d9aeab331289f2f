namespace Smash64.Kaillera.Console.Commands;

/// <summary>Pings hosts and servers alike, and tells them apart by what answers.</summary>
internal sealed class PingLine : IAsyncDisposable
{
    private readonly P2PProbe _hosts = new();
    private readonly KailleraServerProbe _servers = new();

    /// <summary>Finds out who answers.</summary>
    /// <param name="host">Who is meant; without a port, both usual ones are asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Where, whether it is a server, and what was learned where nobody answers.</returns>
    public async Task<(IPEndPoint EndPoint, bool IsServer, P2PPingResult? Silence)> FindAsync(
        HostText host,
        CancellationToken cancellationToken
    )
    {
        var endPoint = await host.FindAsync(cancellationToken);
        var asHost = new IPEndPoint(endPoint.Address, endPoint.Port == 0 ? KailleraDefaults.P2PPort : endPoint.Port);
        var asServer = new IPEndPoint(endPoint.Address, endPoint.Port == 0 ? KailleraDefaults.ServerPort : endPoint.Port);
        var knocking = _hosts.PingAsync(asHost, count: 2, cancellationToken: cancellationToken);
        var pinging = _servers.PingAsync(asServer, count: 2, cancellationToken);
        await Task.WhenAll(knocking, pinging);
        var knocked = await knocking;
        return knocked.IsReachable ? (asHost, false, null)
            : (await pinging).IsReachable ? (asServer, true, null)
            : (asHost, false, knocked);
    }

    /// <summary>Pings once.</summary>
    /// <returns>The time, or <see langword="null"/> where no answer came in time.</returns>
    public async Task<TimeSpan?> PingAsync(IPEndPoint endPoint, bool isServer, CancellationToken cancellationToken) =>
        isServer
            ? (await _servers.PingAsync(endPoint, count: 1, cancellationToken)).MeanRoundTripTime
            : (await _hosts.PingAsync(endPoint, count: 1, cancellationToken: cancellationToken)).MeanRoundTripTime;

    public async ValueTask DisposeAsync()
    {
        await _hosts.DisposeAsync();
        await _servers.DisposeAsync();
    }
}
