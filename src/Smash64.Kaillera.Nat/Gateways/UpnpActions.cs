using System.Globalization;
using System.Net.Sockets;

namespace Smash64.Kaillera.Nat.Gateways;

/// <summary>The actions of a service that maps ports, arguments in the standard's order: some routers know no other.</summary>
internal sealed class UpnpActions(UpnpHttp http, TimeProvider time)
{
    /// <summary>What stands for an error where nothing came back.</summary>
    public const int NoAnswer = 0;

    /// <summary>Asks for the router's address on its other side.</summary>
    public async Task<IPAddress?> AskAddressAsync(UpnpService service, CancellationToken cancellationToken)
    {
        var (_, values) = await CallAsync(service, "GetExternalIPAddress", [], cancellationToken).ConfigureAwait(false);
        var isAddress = KailleraValidation.TryParseIPv4(values.GetValueOrDefault("NEWEXTERNALIPADDRESS"), out var address);
        return isAddress && !IPAddress.Any.Equals(address) ? address : null;
    }

    /// <summary>Asks whether it has a connection, as it says.</summary>
    public async Task<bool> SaysConnectedAsync(UpnpService service, CancellationToken cancellationToken)
    {
        var (_, values) = await CallAsync(service, "GetStatusInfo", [], cancellationToken).ConfigureAwait(false);
        return "Connected".Equals(values.GetValueOrDefault("NEWCONNECTIONSTATUS"), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Adds an entry, or changes it.</summary>
    /// <returns>UPnP's error, or <see langword="null"/> for success.</returns>
    public async Task<int?> AddAsync(
        UpnpService service,
        IPAddress localAddress,
        PortMappingRequest request,
        int externalPort,
        TimeSpan lease,
        CancellationToken cancellationToken
    )
    {
        var (code, _) = await CallAsync(
                service,
                "AddPortMapping",
                [
                    ("NewRemoteHost", string.Empty),
                    ("NewExternalPort", Number(externalPort)),
                    ("NewProtocol", "UDP"),
                    ("NewInternalPort", Number(request.Port)),
                    ("NewInternalClient", localAddress.ToString()),
                    ("NewEnabled", "1"),
                    ("NewPortMappingDescription", request.Description),
                    ("NewLeaseDuration", Number((int)lease.TotalSeconds)),
                ],
                cancellationToken
            )
            .ConfigureAwait(false);
        return code;
    }

    public async Task DeleteAsync(UpnpService service, int externalPort, CancellationToken cancellationToken) =>
        await CallAsync(
                service,
                "DeletePortMapping",
                [("NewRemoteHost", string.Empty), ("NewExternalPort", Number(externalPort)), ("NewProtocol", "UDP")],
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <summary>Asks who has a port.</summary>
    /// <returns>UPnP's error, or <see langword="null"/> for success; and the entry, if there is one that can be read.</returns>
    public async Task<(int? Code, PortMappingEntry? Entry)> AskEntryAsync(
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

        var hasLease = int.TryParse(
            values.GetValueOrDefault("NEWLEASEDURATION"),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        );
        return (
            null,
            new PortMappingEntry(externalPort, new IPEndPoint(client!, port))
            {
                Protocol = protocol,
                Description = KailleraText.Clean(values.GetValueOrDefault("NEWPORTMAPPINGDESCRIPTION")),
                IsEnabled = values.GetValueOrDefault("NEWENABLED") is not ("0" or "false"),
                Lease = hasLease && seconds > 0 ? TimeSpan.FromSeconds(seconds) : null,
            }
        );
    }

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
            var reply = await http.CallAsync(place, service.Type, action, body, time, cancellationToken).ConfigureAwait(false);
            if (reply is null or { Status: 404 or 405 })
            {
                continue; // it is at the other place, if there is one
            }

            var values = UpnpXml.ReadValues(reply.Body);
            var hasCode = int.TryParse(
                values.GetValueOrDefault("ERRORCODE"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var code
            );
            return (
                reply.Status == 200 && !hasCode ? null
                : hasCode ? code
                : reply.Status,
                values
            );
        }

        return (NoAnswer, []);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
