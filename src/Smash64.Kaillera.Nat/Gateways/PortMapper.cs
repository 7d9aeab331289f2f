using System.Net.Sockets;
using Smash64.Kaillera.Nat.Gateways;

namespace Smash64.Kaillera.Nat;

/// <summary>Finds the router and opens ports in it. Calls may overlap; each looks for the router anew.</summary>
public sealed class PortMapper : IPortMapper
{
    private readonly PortMapperOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<IReadOnlyList<GatewayRoute>> _findRoutes;

    /// <summary>Initializes a mapper.</summary>
    /// <param name="options">Its settings, copied at once; <see langword="null"/> for the defaults.</param>
    /// <param name="timeProvider">The clock of timeouts and leases; <see langword="null"/> for the system's.</param>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    public PortMapper(PortMapperOptions? options = null, TimeProvider? timeProvider = null)
        : this(options, timeProvider, GatewayRoute.Find) { }

    internal PortMapper(PortMapperOptions? options, TimeProvider? timeProvider, Func<IReadOnlyList<GatewayRoute>> findRoutes)
    {
        _options = (options ?? new PortMapperOptions()).Checked();
        _time = timeProvider ?? TimeProvider.System;
        _findRoutes = findRoutes;
    }

    /// <inheritdoc/>
    public async Task<Gateway?> FindAsync(CancellationToken cancellationToken = default)
    {
        var (route, clients, evidence) = await SearchAsync(_options.Protocols, cancellationToken).ConfigureAwait(false);
        using var ending = new Ending(clients);
        return route is null
            ? null
            : new Gateway(route.Gateway, route.LocalAddress)
            {
                Protocols = [.. clients.Select(static client => client.Protocol)],
                ExternalAddress = await FindExternalAddressAsync(clients, cancellationToken).ConfigureAwait(false),
                Model = clients.Select(static client => client.Model).FirstOrDefault(static model => model is not null),
                Evidence = evidence,
            };
    }

    /// <inheritdoc/>
    public async Task<PortMappingEntry?> GetMappingAsync(
        int externalPort,
        ProtocolType protocol = ProtocolType.Udp,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(externalPort, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(externalPort, IPEndPoint.MaxPort);
        if (protocol is not (ProtocolType.Udp or ProtocolType.Tcp))
        {
            throw new ArgumentOutOfRangeException(nameof(protocol), protocol, "The protocol must be Udp or Tcp.");
        }

        if (!_options.Protocols.Contains(GatewayProtocol.Upnp))
        {
            return null;
        }

        var (_, clients, _) = await SearchAsync([GatewayProtocol.Upnp], cancellationToken).ConfigureAwait(false);
        using var ending = new Ending(clients);
        foreach (var client in clients)
        {
            if (await client.FindEntryAsync(externalPort, protocol, cancellationToken).ConfigureAwait(false) is { } entry)
            {
                return entry;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task<PortMapping> OpenAsync(PortMappingRequest? request = null, CancellationToken cancellationToken = default)
    {
        request ??= new PortMappingRequest();
        request.Check();
        var (route, clients, _) = await SearchAsync(_options.Protocols, cancellationToken).ConfigureAwait(false);
        using var ending = new Ending(clients);
        if (route is null || clients.Count == 0)
        {
            throw NoGateway(route);
        }

        var (client, lease) = await MapAsync(clients, request, cancellationToken).ConfigureAwait(false);
        ending.Spare(client);
        return new PortMapping(client, route.LocalAddress, request, lease, _options.CheckInterval, _time);
    }

    // The first protocol that does it; of several refusals the one that names who has the port.
    private static async Task<(IGatewayClient Client, GatewayLease Lease)> MapAsync(
        IReadOnlyList<IGatewayClient> clients,
        PortMappingRequest request,
        CancellationToken cancellationToken
    )
    {
        PortMappingException? fault = null;
        foreach (var client in clients)
        {
            try
            {
                return (client, await client.MapAsync(request, current: null, cancellationToken).ConfigureAwait(false));
            }
            catch (PortMappingException e)
            {
                fault = fault is null || (e.Entry is not null && fault.Entry is null) ? e : fault;
            }
            catch (OperationCanceledException)
            {
                // The question may have arrived: what it opened is given back, if the router still answers.
                await client
                    .UnmapAsync(request, new GatewayLease(request.WishedPort, request.Lease, ExternalAddress: null), CancellationToken.None)
                    .ConfigureAwait(false);
                throw;
            }
        }

        throw fault!;
    }

    private static async Task<IPAddress?> FindExternalAddressAsync(
        IReadOnlyList<IGatewayClient> clients,
        CancellationToken cancellationToken
    )
    {
        foreach (var client in clients)
        {
            if (await client.FindExternalAddressAsync(cancellationToken).ConfigureAwait(false) is { } address)
            {
                return address;
            }
        }

        return null;
    }

    private static PortMappingException NoGateway(GatewayRoute? route) =>
        new(
            route is null
                ? "This computer has no way to the internet: there is no IPv4 default route."
                : $"The router at {route.Gateway} answers neither PCP nor NAT-PMP nor UPnP: it can't, or it has them switched off."
        )
        {
            Error = PortMappingError.NoGateway,
        };

    private async Task<(GatewayRoute? Route, IReadOnlyList<IGatewayClient> Clients, IReadOnlyList<string> Evidence)> SearchAsync(
        IReadOnlyList<GatewayProtocol> protocols,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<string> evidence = [];
        GatewayRoute? silent = null;
        var routes = _options.LocalAddress is { } local
            ? _findRoutes().Where(route => route.LocalAddress.Equals(local))
            : _findRoutes().DistinctBy(static route => route.Name, StringComparer.Ordinal);
        foreach (var route in routes)
        {
            if (route.IsVirtual && _options.LocalAddress is null)
            {
                evidence.Add($"{route.Name} ({route.LocalAddress}) looks like a VPN or a virtual network: it was not asked.");
                continue;
            }

            var clients = await AskAsync(route, protocols, evidence, cancellationToken).ConfigureAwait(false);
            if (clients.Count > 0)
            {
                return (route, clients, evidence);
            }

            silent ??= route;
        }

        return (silent, [], evidence);
    }

    /// <summary>Asks by all protocols at the same time; those that answered, best first.</summary>
    private async Task<IReadOnlyList<IGatewayClient>> AskAsync(
        GatewayRoute route,
        IEnumerable<GatewayProtocol> protocols,
        ICollection<string> evidence,
        CancellationToken cancellationToken
    )
    {
        var asked = protocols
            .Select(protocol =>
                protocol == GatewayProtocol.Upnp
                    ? UpnpGateway.FindAsync(route, _options.Timeout, _time, evidence, cancellationToken)
                    : PmpGateway.FindAsync(route, protocol, _options.Timeout, _time, cancellationToken)
            )
            .ToList();
        return [.. (await Task.WhenAll(asked).ConfigureAwait(false)).OfType<IGatewayClient>()];
    }

    /// <summary>Ends the routers' clients that nobody keeps.</summary>
    private sealed class Ending(IReadOnlyList<IGatewayClient> clients) : IDisposable
    {
        private IGatewayClient? _spared;

        public void Spare(IGatewayClient client) => _spared = client;

        public void Dispose()
        {
            foreach (var client in clients.Where(client => client != _spared))
            {
                client.Dispose();
            }
        }
    }
}
