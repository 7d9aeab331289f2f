using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>Finds a check on whatever replica it is made, and keeps following it here.</summary>
internal sealed class ClusterStore(CheckStore store, CheckDesk desk, CheckHomes homes, IGrainFactory grains, ClusterCalls calls)
    : ICheckStore
{
    /// <inheritdoc/>
    public ValueTask<StoredCheck> AddAsync(CheckTicket ticket, Caller caller) => ValueTask.FromResult(store.Add(ticket, caller));

    /// <inheritdoc/>
    public async ValueTask<CheckLookup> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (store.Find(id) is { } here)
        {
            return new CheckLookup(here, Refusal: null);
        }

        return homes.Find(id) switch
        {
            CheckHome.Gone => new CheckLookup(Check: null, Refusal.Stopping),
            CheckHome.Elsewhere => await AskAsync(id, cancellationToken).ConfigureAwait(false),
            _ => default,
        };
    }

    private async ValueTask<CheckLookup> AskAsync(string id, CancellationToken cancellationToken)
    {
        var source = grains.GetGrain<ICheckGrain>(id);
        var found = await calls.TryOnceAsync(() => source.DescribeAsync(), cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            return new CheckLookup(Check: null, Refusal.Stopping); // it may just have died
        }

        if (found.Check is not { } check)
        {
            return default;
        }

        var caller = check.ToCaller();
        var mirror = new CheckMirror(desk, check.ToSubject(), caller, check.IsShared, id);
        mirror.Take(found.News);
        var kept = store.Add(mirror.Ticket, caller);
        if (kept.Ticket == mirror.Ticket)
        {
            mirror.Follow(source, calls);
        }
        else
        {
            mirror.Drop(); // somebody else has found it at the same time
        }

        return new CheckLookup(kept, Refusal: null);
    }
}
