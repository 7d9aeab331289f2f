using System.Collections.Concurrent;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>
/// Asks real programs on loopback, and behaves as a machine without any other network for the rest, which is how the
/// recordings were made. It keeps whom it was told to ask.
/// </summary>
/// <param name="probe">Asks hosts.</param>
/// <param name="servers">Asks servers.</param>
/// <param name="defaultPort">The port where the program is that a request without a port means.</param>
internal sealed class LoopbackProbes(IP2PProbe probe, IKailleraServerProbe servers, int? defaultPort) : IP2PProbe, IKailleraServerProbe
{
    private readonly ConcurrentQueue<IPEndPoint> _asked = [];

    /// <summary>Gets whom it was told to ask, in order.</summary>
    public IReadOnlyCollection<IPEndPoint> Asked => _asked;

    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, CancellationToken cancellationToken = default) =>
        ProbeAsync(host, options: null, cancellationToken);

    public Task<P2PProbeResult> ProbeAsync(IPEndPoint host, P2PProbeOptions? options, CancellationToken cancellationToken = default) =>
        probe.ProbeAsync(Find(host), options, cancellationToken);

    public IAsyncEnumerable<P2PProbeResult> ProbeManyAsync(
        IEnumerable<IPEndPoint> hosts,
        P2PProbeOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException("The service asks one host at a time.");

    public Task<KailleraPingResult> PingAsync(IPEndPoint server, int count = 3, CancellationToken cancellationToken = default) =>
        servers.PingAsync(Find(server), count, cancellationToken);

    public IAsyncEnumerable<KailleraPingResult> PingManyAsync(IEnumerable<IPEndPoint> servers, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The service pings one server at a time.");

    public Task<KailleraDoorwayResult> CheckDoorwayAsync(IPEndPoint server, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The service says hello to no server.");

    public Task<KailleraServerInfo> QueryAsync(
        IPEndPoint server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException("The service visits no server.");

    private IPEndPoint Find(IPEndPoint target)
    {
        _asked.Enqueue(target);
        if (!IPAddress.IsLoopback(target.Address))
        {
            throw new SocketException((int)SocketError.NetworkUnreachable);
        }

        return target.Port == KailleraDefaults.P2PPort && defaultPort is { } port ? new IPEndPoint(target.Address, port) : target;
    }
}
