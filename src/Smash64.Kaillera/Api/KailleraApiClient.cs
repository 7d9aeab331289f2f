using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Smash64.Kaillera.Api;

/// <summary>Asks a checker service over HTTP.</summary>
/// <remarks>
/// <para>Calls may overlap. The client keeps no connection and no state of its own; the <see cref="HttpClient"/> stays
/// the caller's to dispose.</para>
/// <para>The service's address is the <see cref="HttpClient.BaseAddress"/> where the caller set one, else
/// <see cref="KailleraApiClientOptions.BaseAddress"/>. It is read once, when the client is created.</para>
/// </remarks>
public sealed class KailleraApiClient : IKailleraApiClient
{
    private readonly ApiCaller _caller;

    /// <summary>Initializes a client with default settings.</summary>
    /// <param name="httpClient">
    /// Sends the requests. Its <see cref="HttpClient.BaseAddress"/> goes first, where set.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The <see cref="HttpClient.BaseAddress"/> is not a service's.</exception>
    public KailleraApiClient(HttpClient httpClient)
        : this(httpClient, options: null) { }

    /// <summary>Initializes a client.</summary>
    /// <param name="httpClient">
    /// Sends the requests. Its <see cref="HttpClient.BaseAddress"/> goes first, where set.
    /// </param>
    /// <param name="options">Settings, copied at once; <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock of deadlines and waits; <see langword="null"/> for the system's.</param>
    /// <param name="logger">Told of calls and faults, event ids 2000 to 2099; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="httpClient"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// A setting breaks its rule, or the <see cref="HttpClient.BaseAddress"/> is not a service's. The message lists
    /// all that is wrong.
    /// </exception>
    public KailleraApiClient(
        HttpClient httpClient,
        KailleraApiClientOptions? options,
        TimeProvider? timeProvider = null,
        ILogger<KailleraApiClient>? logger = null
    )
    {
        ArgumentNullException.ThrowIfNull(httpClient);

        _caller = new ApiCaller(httpClient, options, timeProvider, logger ?? NullLogger<KailleraApiClient>.Instance);
    }

    /// <inheritdoc/>
    public Task<IPAddress?> GetIPAsync(CancellationToken cancellationToken = default) => _caller.CallAsync(ApiCalls.GetIP, cancellationToken);

    /// <inheritdoc/>
    public Task<P2PCheckResult> CheckP2PAsync(P2PCheckRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        return _caller.CallAsync(ApiCalls.CheckP2P(request, _caller.Options.Via), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ServerCheckResult> CheckServerAsync(IPEndPoint server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);

        return _caller.CallAsync(ApiCalls.CheckServer(ApiInput.ToServer(server, nameof(server))), cancellationToken);
    }
}
