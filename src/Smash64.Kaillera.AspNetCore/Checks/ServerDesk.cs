using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>Pings Kaillera servers within the limits. A ping leaves nothing behind, so there is nothing to share or to leave.</summary>
internal sealed class ServerDesk(IKailleraServerProbe probe, ServiceLimits limits, CheckLog log) : IServerDesk
{
    /// <summary>The contract's number of pings.</summary>
    private const int Pings = 3;

    /// <inheritdoc/>
    public async ValueTask<ServerPing> PingAsync(IPEndPoint server, Caller caller, CancellationToken cancellationToken)
    {
        if (limits.TakePlace(server.Address, Pings, out var place) is { } refusal)
        {
            return new ServerPing(Mean: null, refusal);
        }

        using (place)
        {
            try
            {
                var result = await probe.PingAsync(server, Pings, cancellationToken).ConfigureAwait(false);
                log.ServerChecked(server, caller, result.IsReachable);
                return new ServerPing(result.MeanRoundTripTime, Refusal: null);
            }
            catch (SocketException e)
            {
                log.NoRoute(server, e.SocketErrorCode);
                throw;
            }
        }
    }
}
