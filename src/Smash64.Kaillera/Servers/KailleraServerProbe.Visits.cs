using System.Net;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Servers.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Servers;

/// <content>Hellos and visits: what leaves something behind on a server for a while.</content>
public sealed partial class KailleraServerProbe
{
    /// <summary>Servers bar who says hello again and again: for this long nobody else of this process says it.</summary>
    private static readonly TimeSpan PauseAfterHello = TimeSpan.FromSeconds(1);

    /// <summary>More than any doorway takes.</summary>
    private static readonly TimeSpan DoorwayTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Task<KailleraDoorwayResult> CheckDoorwayAsync(IPEndPoint server, CancellationToken cancellationToken = default)
    {
        ThrowIfNotProbeable(server);

        server = CopyOf(server);
        var name = NameOf(server);
        ServerLog.Greeting(_logger, name);
        return ObserveAsync(ServerOperation.Hello, server, GreetAsync, cancellationToken);

        async Task<(KailleraDoorwayResult, string, TimeSpan)> GreetAsync()
        {
            var doorway = new KailleraDoorwayConversation(DoorwayTimeout);
            var turn = await HostTurns.TakeAsync(server, cancellationToken).ConfigureAwait(false);
            try
            {
                using var connected = new ConnectedConversation(doorway, KailleraDoorwayConversation.MaxDatagramLength, _time);
                await connected.RunAsync(server, onStopped: static () => { }, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                turn.Pass(doorway.HasSaidHello ? PauseAfterHello : TimeSpan.Zero, _time);
                KailleraTelemetry.CountDatagrams(doorway.DatagramsSent, doorway.DatagramsReceived);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var result = doorway.ToResult(server);
            ServerLog.Greeted(_logger, name, result.Status, result.Elapsed, result.DatagramsSent, result.DatagramsReceived);
            return (result, ServerOperation.NameOf(result.Status), result.Elapsed);
        }
    }

    /// <inheritdoc/>
    public Task<KailleraServerInfo> QueryAsync(
        IPEndPoint server,
        KailleraQueryOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ThrowIfNotProbeable(server);

        server = CopyOf(server);
        var visit = new KailleraQueryConversation((options ?? new KailleraQueryOptions()).Checked(), server.Port);
        var name = NameOf(server);
        ServerLog.Visiting(_logger, name);
        return ObserveAsync(ServerOperation.Query, server, VisitAsync, cancellationToken);

        async Task<(KailleraServerInfo, string, TimeSpan)> VisitAsync()
        {
            var abandoned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var run = RunAsync(visit, server, abandoned, cancellationToken);
            await Task.WhenAny(run, abandoned.Task).ConfigureAwait(false);
            if (run.IsCompleted)
            {
                await run.ConfigureAwait(false);
            }
            else
            {
                _leavings.Add(run);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var result = visit.ToResult(server);
            ServerLog.Visited(
                _logger,
                name,
                result.Status,
                result.Elapsed,
                result.Users.Count,
                result.Games.Count,
                result.IsComplete,
                result.HasLeft
            );
            return (result, ServerOperation.NameOf(result.Status), result.Elapsed);
        }
    }

    private async Task RunAsync(KailleraQueryConversation visit, IPEndPoint server, TaskCompletionSource abandoned, CancellationToken stop)
    {
        var turn = await HostTurns.TakeAsync(server, stop).ConfigureAwait(false);
        try
        {
            // A server with many users says more in a datagram than a network carries in one piece.
            using var connected = new ConnectedConversation(
                visit,
                KailleraProtocol.MaxDatagramLength,
                _time,
                ConnectedConversation.AnyDatagrams
            );
            await connected.RunAsync(server, OnStopped, stop).ConfigureAwait(false);
        }
        finally
        {
            turn.Pass(visit.HasSaidHello ? PauseAfterHello : TimeSpan.Zero, _time);
            KailleraTelemetry.CountDatagrams(visit.DatagramsSent, visit.DatagramsReceived);
        }

        void OnStopped()
        {
            // A server that knows the visitor is left before the caller goes on; a mere chance of it is not waited for.
            if (!visit.IsVisiting)
            {
                abandoned.TrySetResult();
            }
        }
    }
}
