using System.Globalization;
using System.Net.Sockets;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>A router that speaks UPnP, with all the services that may map a port: some have a dead one beside a live one.</summary>
internal sealed class UpnpGateway : IGatewayClient
{
    private const int Conflict = 718;
    private const int NotAuthorized = 606;
    private const int NoSuchEntry = 714;
    private const int NoAnswer = 0;

    private readonly GatewayRoute _route;
    private readonly UpnpHttp _http;
    private readonly TimeProvider _time;
    private IReadOnlyList<UpnpService> _services;

    private UpnpGateway(GatewayRoute route, UpnpDescription description, UpnpHttp http, TimeProvider time)
    {
        _route = route;
        _http = http;
        _time = time;
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
            var (_, values) = await CallAsync(service, "GetExternalIPAddress", [], cancellationToken).ConfigureAwait(false);
            if (values.TryGetValue("NEWEXTERNALIPADDRESS", out var text) && KailleraValidation.TryParseIPv4(text, out var address) && !IPAddress.Any.Equals(address))
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
            var (_, entry) = await AskEntryAsync(service, externalPort, protocol, cancellationToken).ConfigureAwait(false);
            if (entry is not null)
            {
                return entry;
            }
        }

        return null;
    }

    public async Task<GatewayLease> MapAsync(PortMappingRequest request, GatewayLease? current, CancellationToken cancellationToken)
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
            var (_, entry) = await AskEntryAsync(service, lease.ExternalPort, ProtocolType.Udp, cancellationToken).ConfigureAwait(false);
            if (IsOurs(entry, request))
            {
                await DeleteAsync(service, lease.ExternalPort, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async Task<bool> StillHasAsync(PortMappingRequest request, GatewayLease lease, CancellationToken cancellationToken)
    {
        var (code, entry) = await AskEntryAsync(_services[0], lease.ExternalPort, ProtocolType.Udp, cancellationToken).ConfigureAwait(false);
        if (code == NoSuchEntry || (entry is not null && !IsOurs(entry, request)))
        {
            return false;
        }

        var address = await FindExternalAddressAsync(cancellationToken).ConfigureAwait(false);
        return address is null || lease.ExternalAddress is null || address.Equals(lease.ExternalAddress);
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

                if (await DescribeAsync(route, location, http, time, cancellationToken).ConfigureAwait(false) is not { } found)
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

    private static async Task<UpnpGateway?> DescribeAsync(GatewayRoute route, Uri location, UpnpHttp http, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await http.GetAsync(location, time, cancellationToken).ConfigureAwait(false) is not { Status: 200 } reply)
        {
            return null;
        }

        var description = UpnpDescription.Read(reply.Body, location);
        return description.Services.Count > 0 ? new UpnpGateway(route, description, http, time) : null;
    }

    private static PortMappingError ErrorOf(int code) =>
        code switch
        {
            NoAnswer => PortMappingError.NoAnswer,
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
            var (_, values) = await CallAsync(service, "GetStatusInfo", [], cancellationToken).ConfigureAwait(false);
            found.Add((service, "Connected".Equals(values.GetValueOrDefault("NEWCONNECTIONSTATUS"), StringComparison.OrdinalIgnoreCase)));
        }

        return [.. found.OrderByDescending(static item => item.IsConnected).Select(static item => item.Service)];
    }

    /// <returns>For how long it is given; <see langword="null"/> for ever.</returns>
    private async Task<TimeSpan?> MapAsync(UpnpService service, PortMappingRequest request, int externalPort, CancellationToken cancellationToken)
    {
        var code = await AddAsync(service, request, externalPort, request.Lease, cancellationToken).ConfigureAwait(false);
        if (code == Conflict)
        {
            // Ours from before, perhaps of another lease: some routers don't change an entry that is there. A stranger's stays.
            var (_, entry) = await AskEntryAsync(service, externalPort, ProtocolType.Udp, cancellationToken).ConfigureAwait(false);
            if (!IsOurs(entry, request))
            {
                throw Refused(Conflict, entry);
            }

            await DeleteAsync(service, externalPort, cancellationToken).ConfigureAwait(false);
            code = await AddAsync(service, request, externalPort, request.Lease, cancellationToken).ConfigureAwait(false);
        }

        if (code is null)
        {
            return request.Lease;
        }

        if (code is not (Conflict or NotAuthorized or NoAnswer))
        {
            // 725 says so, others say 402 or 501 and mean it: only for ever. Some say yes and do nothing, so the entry is read.
            code = await AddAsync(service, request, externalPort, TimeSpan.Zero, cancellationToken).ConfigureAwait(false) ?? code;
            var (_, entry) = await AskEntryAsync(service, externalPort, ProtocolType.Udp, cancellationToken).ConfigureAwait(false);
            if (IsOurs(entry, request))
            {
                return null;
            }
        }

        throw Refused(code.Value, entry: null);
    }

    private async Task<int?> AddAsync(UpnpService service, PortMappingRequest request, int externalPort, TimeSpan lease, CancellationToken cancellationToken)
    {
        var (code, _) = await CallAsync(
                service,
                "AddPortMapping",
                [
                    ("NewRemoteHost", string.Empty),
                    ("NewExternalPort", Number(externalPort)),
                    ("NewProtocol", "UDP"),
                    ("NewInternalPort", Number(request.Port)),
                    ("NewInternalClient", _route.LocalAddress.ToString()),
                    ("NewEnabled", "1"),
                    ("NewPortMappingDescription", request.Description),
                    ("NewLeaseDuration", Number((int)lease.TotalSeconds)),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        return code;
    }

    private async Task DeleteAsync(UpnpService service, int externalPort, CancellationToken cancellationToken) =>
        await CallAsync(
                service,
                "DeletePortMapping",
                [("NewRemoteHost", string.Empty), ("NewExternalPort", Number(externalPort)), ("NewProtocol", "UDP")],
                cancellationToken
            )
            .ConfigureAwait(false);

    private async Task<(int? Code, PortMappingEntry? Entry)> AskEntryAsync(
        UpnpService service,
        int externalPort,
        ProtocolType protocol,
        CancellationToken cancellationToken
    )
    {
        var (code, values) = await CallAsync(
                service,
                "GetSpecificPortMappingEntry",
                [
                    ("NewRemoteHost", string.Empty),
                    ("NewExternalPort", Number(externalPort)),
                    ("NewProtocol", protocol == ProtocolType.Tcp ? "TCP" : "UDP"),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        var isEntry =
            code is null
            & KailleraValidation.TryParseIPv4(values.GetValueOrDefault("NEWINTERNALCLIENT"), out var client)
            & int.TryParse(values.GetValueOrDefault("NEWINTERNALPORT"), NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        if (!isEntry || port is <= IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            return (code, null);
        }

        var hasLease = int.TryParse(values.GetValueOrDefault("NEWLEASEDURATION"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return (
            null,
            new PortMappingEntry(externalPort, new IPEndPoint(client!, port))
            {
                Description = KailleraText.Clean(values.GetValueOrDefault("NEWPORTMAPPINGDESCRIPTION")),
                IsEnabled = values.GetValueOrDefault("NEWENABLED") is not ("0" or "false"),
                Lease = hasLease && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null,
            }
        );
    }

    private bool IsOurs(PortMappingEntry? entry, PortMappingRequest request) =>
        entry is not null && entry.InternalEndPoint.Equals(new IPEndPoint(_route.LocalAddress, request.Port));

    /// <returns>UPnP's error, or <see langword="null"/> for success; and the values.</returns>
    private async Task<(int? Code, Dictionary<string, string> Values)> CallAsync(
        UpnpService service,
        string action,
        IReadOnlyList<(string Name, string Value)> arguments,
        CancellationToken cancellationToken
    )
    {
        var body = UpnpXml.WriteCall(service.Type, action, arguments);
        foreach (var place in service.Places)
        {
            var reply = await _http.CallAsync(place, service.Type, action, body, _time, cancellationToken).ConfigureAwait(false);
            if (reply is null or { Status: 404 or 405 })
            {
                continue; // it is at the other place, if there is one
            }

            var values = UpnpXml.ReadValues(reply.Body);
            var hasCode = int.TryParse(values.GetValueOrDefault("ERRORCODE"), NumberStyles.None, CultureInfo.InvariantCulture, out var code);
            return (reply.Status == 200 && !hasCode ? null : hasCode ? code : reply.Status, values);
        }

        return (NoAnswer, []);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private PortMappingException Refused(int code, PortMappingEntry? entry) =>
        new(
            code == NoAnswer ? $"The router at {_route.Gateway} does not answer any more by UPnP."
            : entry is not null ? $"UDP port {entry.ExternalPort} of the router at {_route.Gateway} leads to {entry.InternalEndPoint} (\"{entry.Description}\")."
            : $"The router at {_route.Gateway} refuses by UPnP: error {code}."
        )
        {
            Error = ErrorOf(code),
            Protocol = GatewayProtocol.Upnp,
            Code = code == NoAnswer ? null : code,
            Entry = entry,
        };
}
