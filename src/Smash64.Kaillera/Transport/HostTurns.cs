using System.Net;

namespace Smash64.Kaillera.Transport;

/// <summary>
/// Lets one conversation at a time talk to a host, in the whole process: to a host, two probes from one machine look like
/// one peer that contradicts itself.
/// </summary>
internal static class HostTurns
{
    private static readonly Dictionary<IPEndPoint, Queue> Queues = [];

    /// <summary>Waits for the turn at a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public static async Task<Turn> TakeAsync(IPEndPoint host, CancellationToken cancellationToken)
    {
        var key = new IPEndPoint(host.Address, host.Port); // end points can be changed by their owners
        Queue? queue;
        lock (Queues)
        {
            if (!Queues.TryGetValue(key, out queue))
            {
                queue = new Queue();
                Queues.Add(key, queue);
            }

            queue.Users++;
        }

        try
        {
            await queue.Semaphore.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Forget(key, queue);
            throw;
        }

        return new Turn(key, queue);
    }

    private static void Forget(IPEndPoint host, Queue queue)
    {
        lock (Queues)
        {
            if (--queue.Users == 0)
            {
                Queues.Remove(host);
                queue.Semaphore.Dispose();
            }
        }
    }

    /// <summary>The right to talk to a host.</summary>
    internal sealed class Turn(IPEndPoint host, Queue queue)
    {
        /// <summary>Gives the turn to the next one, now or after a pause.</summary>
        public void Pass(TimeSpan pause, TimeProvider time)
        {
            if (pause > TimeSpan.Zero)
            {
                _ = PassLaterAsync(pause, time);
            }
            else
            {
                Pass();
            }
        }

        private async Task PassLaterAsync(TimeSpan pause, TimeProvider time)
        {
            await Task.Delay(pause, time, CancellationToken.None).ConfigureAwait(false);
            Pass();
        }

        private void Pass()
        {
            queue.Semaphore.Release();
            Forget(host, queue);
        }
    }

    internal sealed class Queue
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Users { get; set; }
    }
}
