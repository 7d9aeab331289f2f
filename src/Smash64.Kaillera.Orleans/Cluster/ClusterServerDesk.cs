using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>Lets the grain of a server's address ping it, which counts what that address is asked.</summary>
internal sealed class ClusterServerDesk(IGrainFactory grains, ClusterCalls calls) : IServerDesk
{
    /// <inheritdoc/>
    public async ValueTask<ServerPing> PingAsync(IPEndPoint server, Caller caller, CancellationToken cancellationToken)
    {
        var target = grains.GetGrain<ITargetGrain>(server.Address.ToString());
        var answer = await calls.TryAsync(() => target.PingAsync(server, caller.Address), cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            null => new ServerPing(Mean: null, Refusal.Stopping),
            { Fault: { } fault } => throw new SocketException(fault),
            _ => new ServerPing(answer.Mean, answer.Refusal?.ToRefusal()),
        };
    }
}
