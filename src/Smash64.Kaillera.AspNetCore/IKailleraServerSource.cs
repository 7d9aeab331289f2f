using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>
/// The list of servers that <c>v1/servers</c> tells about. Register one of your own as a singleton; without it there is no such call.
/// </summary>
public interface IKailleraServerSource
{
    /// <summary>Gets the servers, in the order in which they are to be told.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>
    /// The servers, each with its <see cref="KailleraServerEntry.EndPoint"/>: those without one, and those whose address the service
    /// refuses to ask, are not pinged. It is asked before each round of pings, once a minute; what it throws is logged, and the
    /// servers of the last round are asked again.
    /// </returns>
    Task<IReadOnlyList<KailleraServerEntry>> GetServersAsync(CancellationToken cancellationToken);
}
