using System.Net;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Transport;

/// <summary>
/// Lets one conversation at a time talk to a host, in the whole process: to a host, two probes from one machine look like
/// one peer that contradicts itself.
/// </summary>
internal static class HostTurns
{
    /// <summary>Gets the turns themselves, for who waits without a task.</summary>
    public static AddressTurns Shared { get; } = new();

    /// <summary>Waits for the turn at a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<Turn> TakeAsync(IPEndPoint host, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var remote = RemoteAddress.From(host);
        var waiter = new Waiter();
        if (!Shared.TryTake(remote, waiter))
        {
            await waiter.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        return new Turn(remote);
    }

    /// <summary>The right to talk to a host.</summary>
    internal sealed class Turn(RemoteAddress host)
    {
        /// <summary>Gives the turn to the next one, now or after a pause.</summary>
        public void Pass(TimeSpan pause, TimeProvider time) => Shared.Pass(host, pause, time);
    }

    private sealed class Waiter : ITurnWaiter
    {
        private readonly TaskCompletionSource _turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool TryTakeTurn() => _turn.TrySetResult();

        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            var registration = cancellationToken.Register(static (state, token) => ((Waiter)state!)._turn.TrySetCanceled(token), this);
            await using (registration.ConfigureAwait(false))
            {
                await _turn.Task.ConfigureAwait(false);
            }
        }
    }
}
