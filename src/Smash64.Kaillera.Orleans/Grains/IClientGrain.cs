using System.Net;

namespace Smash64.Kaillera.Orleans.Grains;

/// <summary>A client: the one place of the whole service that counts him.</summary>
internal interface IClientGrain : IGrainWithStringKey
{
    /// <summary>Counts a check.</summary>
    Task<CountAnswer?> CountCheckAsync(IPAddress? caller);

    /// <summary>Counts a request that sends nothing.</summary>
    Task<CountAnswer?> CountRequestAsync(IPAddress? caller);
}
