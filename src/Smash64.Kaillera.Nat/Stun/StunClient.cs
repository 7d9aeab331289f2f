using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat;

/// <summary>Asks STUN servers over UDP. Calls may overlap; each has a socket of its own.</summary>
public sealed class StunClient : IStunClient
{
    private readonly StunClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Initializes a client.</summary>
    /// <param name="options">Its settings, copied at once.</param>
    /// <param name="timeProvider">The clock of repeats and the timeout; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    public StunClient(StunClientOptions options, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);

        _options = options.Checked();
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public Task<StunResult> AskAsync(int localPort = 0, CancellationToken cancellationToken = default) =>
        _options.Servers.Count > 0
            ? AskAsync(_options.Servers, localPort, cancellationToken)
            : throw new InvalidOperationException(
                $"No STUN server is named: set {nameof(StunClientOptions)}.{nameof(StunClientOptions.Servers)}."
            );

    /// <inheritdoc/>
    public async Task<StunResult> AskAsync(
        IReadOnlyList<DnsEndPoint> servers,
        int localPort = 0,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(servers);
        OptionRules.ThrowIfAny(StunClientOptions.FindServerErrors(nameof(servers), servers, least: 1), nameof(servers));
        ArgumentOutOfRangeException.ThrowIfNegative(localPort);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(localPort, IPEndPoint.MaxPort);

        var places = await FindServersAsync(servers, cancellationToken).ConfigureAwait(false);
        var localAddress = FindLocalAddress(places[0]);
        var (outcome, local) = await ListeningRun
            .ToFirstEventAsync(
                _options.LocalAddress,
                localPort,
                endPoint => new StunConversation(places, endPoint.Port, _options.Timeout),
                _time,
                cancellationToken
            )
            .ConfigureAwait(false);
        return new StunResult(new IPEndPoint(localAddress, local.Port), outcome.Answers) { Elapsed = outcome.Elapsed };
    }

    // Where one name leads nowhere, the others may do.
    private static async Task<IReadOnlyList<IPEndPoint>> FindServersAsync(
        IEnumerable<DnsEndPoint> servers,
        CancellationToken cancellationToken
    )
    {
        var searches = servers.Select(server => HostNames.FindAsync(server, cancellationToken)).ToList();
        var found = new List<IPEndPoint>();
        HostNameException? fault = null;
        foreach (var search in searches)
        {
            try
            {
                found.Add(await search.ConfigureAwait(false));
            }
            catch (HostNameException e)
            {
                fault ??= e;
            }
        }

        return found.Count > 0 ? [.. found.Distinct()] : throw fault!;
    }

    private IPAddress FindLocalAddress(IPEndPoint server) =>
        _options.LocalAddress.Equals(IPAddress.Any) ? OutgoingAddress.Find(server) : _options.LocalAddress;
}
