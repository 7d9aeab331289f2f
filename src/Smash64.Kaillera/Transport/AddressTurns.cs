using System.Runtime.InteropServices;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Transport;

/// <summary>Lets one conversation at a time talk to an address, in the order in which they came.</summary>
internal sealed class AddressTurns
{
    // No value: taken, and nobody waits. So a turn costs an object only where two meet.
    private readonly Dictionary<ulong, Queue<ITurnWaiter>?> _taken = [];

    /// <summary>Takes the turn if it is free, or waits for it.</summary>
    /// <param name="remote">The address.</param>
    /// <param name="waiter">Who is told when the turn comes.</param>
    /// <returns>Whether the turn was free and is taken now.</returns>
    public bool TryTake(RemoteAddress remote, ITurnWaiter waiter)
    {
        lock (_taken)
        {
            ref var waiters = ref CollectionsMarshal.GetValueRefOrAddDefault(_taken, remote.Key, out var isTaken);
            if (isTaken)
            {
                (waiters ??= []).Enqueue(waiter);
            }

            return !isTaken;
        }
    }

    /// <summary>Gives the turn to the next one, now.</summary>
    public void Pass(RemoteAddress remote)
    {
        ITurnWaiter? next;
        do
        {
            lock (_taken)
            {
                if (_taken[remote.Key] is not { } waiters || !waiters.TryDequeue(out next))
                {
                    _taken.Remove(remote.Key);
                    return;
                }
            }
        } while (!next.TryTakeTurn());
    }

    /// <summary>Gives the turn to the next one, now or after a pause.</summary>
    public void Pass(RemoteAddress remote, TimeSpan pause, TimeProvider time)
    {
        if (pause > TimeSpan.Zero)
        {
            _ = new PausedTurn(this, remote, pause, time);
        }
        else
        {
            Pass(remote);
        }
    }

    private sealed class PausedTurn
    {
        private readonly AddressTurns _turns;
        private readonly RemoteAddress _remote;
        private readonly ITimer _timer;

        public PausedTurn(AddressTurns turns, RemoteAddress remote, TimeSpan pause, TimeProvider time)
        {
            _turns = turns;
            _remote = remote;
            _timer = time.CreateTimer(
                static state => ((PausedTurn)state!).Pass(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
            _timer.Change(pause, Timeout.InfiniteTimeSpan); // now that there is something to dispose of
        }

        private void Pass()
        {
            _timer.Dispose();
            _turns.Pass(_remote);
        }
    }
}

/// <summary>Somebody who waits for a turn.</summary>
internal interface ITurnWaiter
{
    /// <summary>Takes the turn, on the thread of whoever passes it: so this must be quick.</summary>
    /// <returns>Whether it is taken: who has given up waiting leaves it to the next one.</returns>
    bool TryTakeTurn();
}
