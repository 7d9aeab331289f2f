using System.Globalization;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>
/// Lets the grain of a client count. Where it can't be reached this replica counts by itself: nobody waits for a machine that has died,
/// only to be counted.
/// </summary>
internal sealed class ClusterLimits(ServiceLimits limits, IGrainFactory grains, ClusterCalls calls) : IClientLimits
{
    /// <inheritdoc/>
    public ValueTask<Refusal?> CountCheckAsync(Caller caller) =>
        CountAsync(
            caller,
            static (grain, address) => grain.CountCheckAsync(address),
            static (limits, caller) => limits.CountCheckAsync(caller)
        );

    /// <inheritdoc/>
    public ValueTask<Refusal?> CountRequestAsync(Caller caller) =>
        CountAsync(
            caller,
            static (grain, address) => grain.CountRequestAsync(address),
            static (limits, caller) => limits.CountRequestAsync(caller)
        );

    private async ValueTask<Refusal?> CountAsync(
        Caller caller,
        Func<IClientGrain, System.Net.IPAddress?, Task<CountAnswer?>> count,
        Func<ServiceLimits, Caller, ValueTask<Refusal?>> countHere
    )
    {
        var grain = grains.GetGrain<IClientGrain>(caller.LimitKey.ToString("X16", CultureInfo.InvariantCulture));
        var answer = await calls.TryOnceAsync(() => count(grain, caller.Address), CancellationToken.None).ConfigureAwait(false);
        return answer is null ? await countHere(limits, caller).ConfigureAwait(false) : answer.Refusal?.ToRefusal();
    }
}
