using System.Net;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Servers.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Servers;

/// <content>Hellos and visits: what leaves something behind on a server for a while.</content>
public sealed partial class KailleraServerProbe
{
    /// <summary>More than any doorway takes.</summary>
    private static readonly TimeSpan DoorwayTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Task<KailleraDoorwayResult> CheckDoorwayAsync(IPEndPoint server, CancellationToken cancellationToken = default)
    {
        server = RemoteKind.KailleraServer.CheckedCopy(server);
        var doorway = new KailleraDoorwayConversation(DoorwayTimeout);
        var name = NameOf(server);
        ServerLog.Greeting(_shell.Logger, name);
        return _shell.ObserveAsync(CallOf(CallTelemetry.Hello, server), GreetAsync, cancellationToken);

        async Task<(KailleraDoorwayResult, string, TimeSpan)> GreetAsync()
        {
            var visit = new Visit<KailleraDoorwayResult>(
                doorway,
                server,
                KailleraDoorwayConversation.MaxDatagramLength,
                () => doorway.ToResult(server)
            );
            var (result, _) = await _shell.ConverseAsync(visit, cancellationToken).ConfigureAwait(false);
            ServerLog.Greeted(_shell.Logger, name, result.Status, result.Elapsed, result.DatagramsSent, result.DatagramsReceived);
            return (result, OutcomeNames.Of(result.Status), result.Elapsed);
        }
    }

    /// <inheritdoc/>
    public Task<KailleraServerInfo> QueryAsync(
        IPEndPoint server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        server = RemoteKind.KailleraServer.CheckedCopy(server);
        var query = new KailleraQueryConversation((options ?? new KailleraQueryOptions()).Checked(), server.Port);
        var name = NameOf(server);
        ServerLog.Visiting(_shell.Logger, name);
        return _shell.ObserveAsync(CallOf(CallTelemetry.Query, server), VisitAsync, cancellationToken);

        async Task<(KailleraServerInfo, string, TimeSpan)> VisitAsync()
        {
            var visit = new Visit<KailleraServerInfo>(query, server, KailleraProtocol.MaxDatagramLength, () => query.ToResult(server))
            {
                // A server with many users says more in a datagram than a network carries in one piece.
                MaxIncomingLength = SocketConversation.AnyDatagrams,
            };
            var (result, _) = await _shell.ConverseAsync(visit, cancellationToken).ConfigureAwait(false);
            ServerLog.Visited(
                _shell.Logger,
                name,
                result.Status,
                result.Elapsed,
                result.Users.Count,
                result.Games.Count,
                result.IsComplete,
                result.HasLeft
            );
            return (result, OutcomeNames.Of(result.Status), result.Elapsed);
        }
    }
}
