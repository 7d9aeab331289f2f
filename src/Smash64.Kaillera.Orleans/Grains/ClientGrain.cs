using System.Net;
using Orleans.Placement;

namespace Smash64.Kaillera.Orleans.Grains;

// Two minutes after his last request all he may ask for has come back.
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class ClientGrain(ServiceLimits limits) : Grain, IClientGrain
{
    public async Task<CountAnswer?> CountCheckAsync(IPAddress? caller) =>
        CountAnswer.Of(await limits.CountCheckAsync(new Caller(caller)).ConfigureAwait(true));

    public async Task<CountAnswer?> CountRequestAsync(IPAddress? caller) =>
        CountAnswer.Of(await limits.CountRequestAsync(new Caller(caller)).ConfigureAwait(true));
}
