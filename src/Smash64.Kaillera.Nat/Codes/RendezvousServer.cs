using System.Net.Sockets;
using Smash64.Kaillera.Nat.Codes.Protocol;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Brings hosts that forward no port and their opponents together by connect codes, as the public servers of today's clients do.</summary>
/// <remarks>
/// Both dialects on one port: codes for a session, and codes that stay their owner's. It sends nobody anything who has not just asked, but a
/// registered host, who learns of a joiner; what it remembers of strangers is bounded. Docs: codes.md.
/// </remarks>
public sealed class RendezvousServer : IAsyncDisposable
{
    private readonly ListeningRun<ClaimChange> _run;
    private readonly RendezvousResponder _responder;
    private readonly Task _keeping;

    private RendezvousServer(
        DatagramSockets sockets,
        RendezvousResponder responder,
        TimeProvider time,
        IPEndPoint endPoint,
        IConnectCodeStore? store
    )
    {
        _responder = responder;
        _run = new ListeningRun<ClaimChange>(sockets, responder, time);
        EndPoint = endPoint;
        _keeping = KeepAsync(store);
    }

    /// <summary>Gets where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets how many hosts have a session, to who is silent for 35 seconds and has not been asked for since.</summary>
    public int HostCount => _responder.SessionCount;

    /// <summary>Gets how many joiners were brought to a host since it began.</summary>
    public long JoinCount => _responder.JoinCount;

    /// <summary>Gets why the store did not keep what has changed last; <see langword="null"/> when it did.</summary>
    public Exception? StoreFault { get; private set; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">Its settings, or <see langword="null"/> for the defaults. They are copied.</param>
    /// <param name="store">Where claimed codes are kept; <see langword="null"/> for nowhere but in memory.</param>
    /// <param name="timeProvider">The clock; <see langword="null"/> for the system's.</param>
    /// <param name="cancellationToken">Gives up the start. Not used afterwards: dispose of the server to end it.</param>
    /// <returns>A server that listens.</returns>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    /// <remarks>What the store throws when it is read ends the start: a server that forgets whose a code is would be worse than none.</remarks>
    public static async Task<RendezvousServer> StartAsync(
        RendezvousServerOptions? options = null,
        IConnectCodeStore? store = null,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default
    )
    {
        var settings = (options ?? new RendezvousServerOptions()).Checked();
        var time = timeProvider ?? TimeProvider.System;
        cancellationToken.ThrowIfCancellationRequested();
        var claims = store is null ? [] : await store.LoadAsync(cancellationToken).ConfigureAwait(false);
        var codes = new CodeBook(settings.MaxClaims, time.GetUtcNow(), claims);
        return await DatagramSockets
            .StartAsync(
                settings.Address,
                settings.Port,
                (sockets, local) => new RendezvousServer(sockets, new RendezvousResponder(local.Port, settings, codes), time, local, store)
            )
            .ConfigureAwait(false);
    }

    /// <summary>Ends the server, and keeps what was not kept yet. Hosts come back to the next one by themselves.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Whatever has come while the store was busy goes to it in one piece.
    private async Task KeepAsync(IConnectCodeStore? store)
    {
        var changes = _run.ReadEventsAsync(CancellationToken.None).GetAsyncEnumerator();
        await using (changes.ConfigureAwait(false))
        {
            Dictionary<ConnectCode, ConnectCodeClaim?> changed = [];
            var next = changes.MoveNextAsync().AsTask();
            while (await next.ConfigureAwait(false))
            {
                do
                {
                    changed[changes.Current.Code] = changes.Current.Claim;
                    next = changes.MoveNextAsync().AsTask();
                } while (next is { IsCompletedSuccessfully: true, Result: true });

                if (store is not null)
                {
                    await TrySaveAsync(store, changed).ConfigureAwait(false);
                }

                changed.Clear();
            }
        }
    }

    private async Task TrySaveAsync(IConnectCodeStore store, Dictionary<ConnectCode, ConnectCodeClaim?> changed)
    {
        try
        {
            await store
                .SaveAsync(
                    [.. changed.Values.OfType<ConnectCodeClaim>()],
                    [.. changed.Where(static change => change.Value is null).Select(static change => change.Key)],
                    CancellationToken.None
                )
                .ConfigureAwait(false);
            StoreFault = null;
        }
        catch (Exception e)
        {
            StoreFault = e; // a full disk costs what was not kept, and nobody his session
        }
    }
}
