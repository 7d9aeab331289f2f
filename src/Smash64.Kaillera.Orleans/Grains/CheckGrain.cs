using Orleans.Concurrency;
using Smash64.Kaillera.AspNetCore.V1;

namespace Smash64.Kaillera.Orleans.Grains;

// What it tells is its replica's: the store bounds and forgets it, and the grain holds nothing of its own.
[Reentrant]
[HomePlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class CheckGrain(CheckStore store, CheckDesk desk, CheckHomes homes, TimeProvider time) : Grain, ICheckGrain
{
    public Task<CheckDescription?> DescribeAsync() =>
        Task.FromResult<CheckDescription?>(
            Find() is { } stored
                ? new CheckDescription(CheckMessage.Of(stored), Tell(stored.Check, from: 0))
                : new CheckDescription(Check: null, CheckNews.Unknown)
        );

    public async Task<CheckNews?> ReadAsync(int from, bool isEnded)
    {
        if (Find() is not { } stored)
        {
            return CheckNews.Unknown;
        }

        await WaitAsync(stored.Check, from, isEnded)
            .WaitAsync(ClusterTimes.LongPoll, time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        return Tell(stored.Check, from);
    }

    public Task<CheckNews?> LeaveAsync()
    {
        Find()?.Ticket.Dispose();
        return Task.FromResult<CheckNews?>(null);
    }

    private static Task WaitAsync(HostCheck check, int from, bool isEnded)
    {
        if (isEnded && check.Outcome is { IsCompletedSuccessfully: true, Result.Result: { } result })
        {
            return result.Completion;
        }

        var (news, changed) = check.ReadProgress(from);
        return news.Count > 0 ? Task.CompletedTask : Task.WhenAny(changed, check.Outcome);
    }

    private StoredCheck? Find()
    {
        // On any other replica than the check's own the store holds only what that one told: it must not be told to itself.
        var id = this.GetPrimaryKeyString();
        var stored = homes.Find(id) == CheckHome.Here ? store.Find(id) : null;
        if (stored is null)
        {
            DeactivateOnIdle();
        }

        return stored;
    }

    private CheckNews Tell(HostCheck check, int from)
    {
        var outcome = check.Outcome.IsCompleted ? OutcomeMessage.Of(check, desk.IsStopping) : null; // asked first, as CheckEvents does
        var direct = outcome is null && check.Direct.IsCompletedSuccessfully ? OutcomeMessage.Of(check.Direct.Result) : null;
        return new CheckNews(IsKnown: true, [.. check.ReadProgress(from).News.Select(ProgressMessage.Of)], outcome, direct);
    }
}
