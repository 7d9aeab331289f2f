using System.Net;

namespace Smash64.Kaillera.Orleans.Grains;

/// <summary>
/// A host's address, or a connect code: the one place of the whole service that talks to it. Its replica's desk gives it turns, shares its
/// results and counts how often it is asked.
/// </summary>
internal interface ITargetGrain : IGrainWithStringKey
{
    /// <summary>Starts a check, or joins one.</summary>
    /// <returns><see langword="null"/> while this replica stops: the grain is about to be elsewhere.</returns>
    Task<StartAnswer?> StartAsync(StartMessage message);

    /// <summary>Pings a Kaillera server at the address.</summary>
    /// <returns><see langword="null"/> while this replica stops.</returns>
    Task<PingAnswer?> PingAsync(IPEndPoint server, IPAddress? caller);
}
