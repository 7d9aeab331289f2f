using System.Net;

namespace Smash64.Kaillera.Api;

/// <summary>
/// Asks a checker service on the web, which looks at a host or server from its own place in the world.
/// </summary>
/// <remarks>
/// <para>A probe on the player's own machine cannot tell whether the router forwards a port: its datagrams do not come
/// from outside. The service's do.</para>
/// <para>Source: the service at <c>https://api.smash64.online</c> as the P2P hosting page calls it.</para>
/// </remarks>
public interface IKailleraApiClient
{
    /// <summary>Asks for the public IPv4 address that this machine's calls come from.</summary>
    /// <param name="cancellationToken">Gives up early.</param>
    /// <returns>
    /// The address, or <see langword="null"/> when the service can't tell, or answers something that is not an IPv4
    /// address by <see cref="KailleraValidation.IsIPv4(string?)"/>: an IPv6 address, or one with a space or line break
    /// around it.
    /// </returns>
    /// <exception cref="KailleraApiException">The service answered against the contract, or not in time.</exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<IPAddress?> GetIPAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the service whether a P2P game host answers it.</summary>
    /// <param name="request">Which host, and what the service shows to its player.</param>
    /// <param name="cancellationToken">Gives up early. The service may still knock at the host.</param>
    /// <returns>What the service found. A host that does not respond is a result, not an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="KailleraApiException">
    /// The service answered against the contract, or not in time. <see cref="KailleraApiError.HttpStatus"/> with 400
    /// also when it knows no IPv4 address to try, as for <see cref="P2PCheckRequest.Self"/> called over IPv6.
    /// </exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<P2PCheckResult> CheckP2PAsync(P2PCheckRequest request, CancellationToken cancellationToken = default);

    /// <summary>Asks the service whether a Kaillera server answers it.</summary>
    /// <param name="server">
    /// An IPv4 address and a port from 1 to 65535; servers use <see cref="KailleraDefaults.ServerPort"/> (27888)
    /// unless told otherwise. The page's narrower rule is for P2P ports and not applied here. An IPv4 address in IPv6
    /// form (<c>::ffff:203.0.113.7</c>) is taken as IPv4.
    /// </param>
    /// <param name="cancellationToken">Gives up early. The service may still ping the server.</param>
    /// <returns>What the service found. A server that does not respond is a result, not an exception.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="server"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="server"/> is not IPv4, or its port is 0.</exception>
    /// <exception cref="KailleraApiException">The service answered against the contract, or not in time.</exception>
    /// <exception cref="HttpRequestException">The service could not be reached, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<ServerCheckResult> CheckServerAsync(IPEndPoint server, CancellationToken cancellationToken = default);
}
