using System.Net.Sockets;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>A router that speaks UPnP, with all the services that may map a port: some have a dead one beside a live one.</summary>
internal sealed class UpnpGateway : IGatewayClient
{
    private const int Conflict = 718;
    private const int NotAuthorized = 606;
    private const int NoSuchEntry = 714;

    private readonly GatewayRoute _route;
    private readonly UpnpHttp _http;
    private readonly UpnpActions _actions;
    private readonly TimeSpan _searchTimeout;
    private readonly TimeProvider _time;
    private IReadOnlyList<UpnpService> _services;

    private UpnpGateway(GatewayRoute route, UpnpDescription description, UpnpHttp http, TimeSpan searchTimeout, TimeProvider time)
    {
        _route = route;
        _http = http;
        _searchTimeout = searchTimeout;
        _time = time;
        _actions = new UpnpActions(http, time);
        _services = description.Services;
        Model = description.Model;
    }

    public GatewayProtocol Protocol => GatewayProtocol.Upnp;

    public string? Model { get; }

    public void Dispose() => _http.Dispose();

    /// <summary>Searches on a route. The router's own answer goes before that of another device.</summary>
    public static async Task<IGatewayClient?> FindAsync(
        GatewayRoute route,
        TimeSpan timeout,
        TimeProvider time,
        ICollection<string> evidence,
        CancellationToken cancellationToken
    )
    {
        var http = new UpnpHttp(route.LocalAddress);
        UpnpGateway? found = null;
        try
        {
            found = await SearchAsync(route, http, timeout, time, evidence, cancellationToken).ConfigureAwait(false);
            return found;
        }
        finally
        {
            if (found is null)
            {
                http.Dispose();
            }
        }
    }

    public async Task<IPAddress?> FindExternalAddressAsync(CancellationToken cancellationToken)
    {
        foreach (var service in _services)
        {
            if (await _actions.AskAddressAsync(service, cancellationToken).ConfigureAwait(false) is { } address)
            {
                return address;
            }
        }

        return null;
    }

    public async Task<PortMappingEntry?> FindEntryAsync(int externalPort, ProtocolType protocol, CancellationToken cancellationToken)
    {
        foreach (var service in _services)
        {
            var (_, entry) = await _actions.AskEntryAsync(service, externalPort, protocol, cancellationToken).ConfigureAwait(false);
            if (entry is not null)
            {
                return entry;
            }
        }

        return null;
    }

    public async Task<GatewayLease> MapAsync(PortMappingRequest request, GatewayLease? current, CancellationToken cancellationToken)
    {
        try
        {
            return await MapOnceAsync(request, current, cancellationToken).ConfigureAwait(false);
        }
        catch (PortMappingException e) when (current is not null && e.Error == PortMappingError.NoAnswer)
        {
            if (!await FindAgainAsync(cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            return await MapOnceAsync(request, current, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<GatewayLease> MapOnceAsync(PortMappingRequest request, GatewayLease? current, CancellationToken cancellationToken)
    {
        PortMappingException? fault = null;
        var wished = current?.ExternalPort ?? request.WishedPort;
        foreach (var service in await OrderAsync(cancellationToken).ConfigureAwait(false))
        {
            try
            {
                var lifetime = await MapAsync(service, request, wished, cancellationToken).ConfigureAwait(false);
                _services = [service, .. _services.Where(other => other != service)];
                return new GatewayLease(wished, lifetime, await FindExternalAddressAsync(cancellationToken).ConfigureAwait(false));
            }
            catch (PortMappingException e)
            {
                fault ??= e;
            }
        }

        throw fault!;
    }

    public async Task UnmapAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken)
    {
        foreach (var service in _services)
        {
            var (_, entry) = await _actions
                .AskEntryAsync(service, lease.ExternalPort, ProtocolType.Udp, cancellationToken)
                .ConfigureAwait(false);
            if (IsOurs(entry, request))
            {
                await _actions.DeleteAsync(service, lease.ExternalPort, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<bool> StillHasAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken)
    {
        var (code, entry) = await _actions
            .AskEntryAsync(_services[0], lease.ExternalPort, ProtocolType.Udp, cancellationToken)
            .ConfigureAwait(false);
        if (code == UpnpActions.NoAnswer && await FindAgainAsync(cancellationToken).ConfigureAwait(false))
        {
            (code, entry) = await _actions
                .AskEntryAsync(_services[0], lease.ExternalPort, ProtocolType.Udp, cancellationToken)
                .ConfigureAwait(false);
        }

        if (code == NoSuchEntry || (entry is not null && !IsOurs(entry, request)))
        {
            return false;
        }

        var address = await FindExternalAddressAsync(cancellationToken).ConfigureAwait(false);
        return address is null || lease.ExternalAddress is null || address.Equals(lease.ExternalAddress);
    }

    // A router that was restarted may describe itself at another place.
    private async Task<bool> FindAgainAsync(CancellationToken cancellationToken)
    {
        var found = await SearchAsync(_route, _http, _searchTimeout, _time, [], cancellationToken).ConfigureAwait(false);
        _services = found?._services ?? _services;
        return found is not null;
    }

    private static async Task<UpnpGateway?> SearchAsync(
        GatewayRoute route,
        UpnpHttp http,
        TimeSpan timeout,
        TimeProvider time,
        ICollection<string> evidence,
        CancellationToken cancellationToken
    )
    {
        UpnpGateway? other = null;
        var run = await DatagramSockets
            .StartAsync(
                route.LocalAddress,
                port: 0,
                (sockets, local) => new ListeningRun<SsdpDevice>(sockets, new SsdpSearch(route.Ssdp, local.Port, timeout), time)
            )
            .ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await foreach (var device in run.ReadEventsAsync(cancellationToken).ConfigureAwait(false))
            {
                if (device.Location is not { } location)
                {
                    break;
                }

                if (await DescribeAsync(route, location, http, timeout, time, cancellationToken).ConfigureAwait(false) is not { } found)
                {
                    continue;
                }

                if (route.Gateway.Equals(device.Address))
                {
                    return found;
                }

                other ??= found;
                evidence.Add($"{device.Address} answers as a UPnP router, and is not the gateway {route.Gateway}.");
            }
        }

        return other;
    }

    private static async Task<UpnpGateway?> DescribeAsync(
        GatewayRoute route,
        Uri location,
        UpnpHttp http,
        TimeSpan searchTimeout,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await http.GetAsync(location, time, cancellationToken).ConfigureAwait(false) is not { Status: 200 } reply)
        {
            return null;
        }

        var description = UpnpDescription.Read(reply.Body, location);
        return description.Services.Count > 0 ? new UpnpGateway(route, description, http, searchTimeout, time) : null;
    }

    private static PortMappingError ErrorOf(int code) =>
        code switch
        {
            UpnpActions.NoAnswer => PortMappingError.NoAnswer,
            Conflict => PortMappingError.Conflict,
            NotAuthorized => PortMappingError.NotAuthorized,
            728 or 501 => PortMappingError.NoResources,
            _ => PortMappingError.Unknown,
        };

    // Those that say they are connected first, but all of them: a mapping that works counts, not a status.
    private async Task<IReadOnlyList<UpnpService>> OrderAsync(CancellationToken cancellationToken)
    {
        if (_services.Count < 2)
        {
            return _services;
        }

        List<(UpnpService Service, bool IsConnected)> found = [];
        foreach (var service in _services)
        {
            found.Add((service, await _actions.SaysConnectedAsync(service, cancellationToken).ConfigureAwait(false)));
        }

        return [.. found.OrderByDescending(static item => item.IsConnected).Select(static item => item.Service)];
    }

    /// <returns>For how long it is given; <see langword="null"/> for ever.</returns>
    private async Task<TimeSpan?> MapAsync(
        UpnpService service,
        PortMappingRequest request,
        int externalPort,
        CancellationToken cancellationToken
    )
    {
        var code = await _actions
            .AddAsync(service, _route.LocalAddress, request, externalPort, request.Lease, cancellationToken)
            .ConfigureAwait(false);
        if (code == Conflict)
        {
            // Ours from before, perhaps of another lease: some routers don't change an entry that is there. A stranger's stays.
            var (_, entry) = await _actions.AskEntryAsync(service, externalPort, ProtocolType.Udp, cancellationToken).ConfigureAwait(false);
            if (!IsOurs(entry, request))
            {
                throw Refused(Conflict, entry);
            }

            await _actions.DeleteAsync(service, externalPort, cancellationToken).ConfigureAwait(false);
            code = await _actions
                .AddAsync(service, _route.LocalAddress, request, externalPort, request.Lease, cancellationToken)
                .ConfigureAwait(false);
        }

        if (code is null)
        {
            return request.Lease;
        }

        if (code is not (Conflict or NotAuthorized or UpnpActions.NoAnswer))
        {
            // 725 says so, others say 402 or 501 and mean it: only for ever. Some say yes and do nothing, so the entry is read.
            code =
                await _actions
                    .AddAsync(service, _route.LocalAddress, request, externalPort, TimeSpan.Zero, cancellationToken)
                    .ConfigureAwait(false)
                ?? code;
            var (_, entry) = await _actions.AskEntryAsync(service, externalPort, ProtocolType.Udp, cancellationToken).ConfigureAwait(false);
            if (IsOurs(entry, request))
            {
                return null;
            }
        }

        throw Refused(code.Value, entry: null);
    }

    private bool IsOurs(PortMappingEntry? entry, PortMappingRequest request) =>
        entry is not null && entry.InternalEndPoint.Equals(new IPEndPoint(_route.LocalAddress, request.Port));

    private PortMappingException Refused(int code, PortMappingEntry? entry) =>
        new(
            code == UpnpActions.NoAnswer ? $"The router at {_route.Gateway} does not answer any more by UPnP."
            : entry is not null
                ? $"UDP port {entry.ExternalPort} of the router at {_route.Gateway} leads to {entry.InternalEndPoint} (\"{entry.Description}\")."
            : $"The router at {_route.Gateway} refuses by UPnP: error {code}."
        )
        {
            Error = ErrorOf(code),
            Protocol = GatewayProtocol.Upnp,
            Code = code == UpnpActions.NoAnswer ? null : code,
            Entry = entry,
        };
}
