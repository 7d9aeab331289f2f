using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Callers;

/// <summary>Tells who a request is from. Headers were dealt with by <see cref="KnownProxiesFilter"/> before it got here.</summary>
internal sealed class CallerResolver(IOptions<KailleraApiOptions> options)
{
    private readonly IPNetwork[] _proxies = Networks.Parse(options.Value.KnownProxies);

    public Caller Resolve(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return new Caller(Address: null);
        }

        // Without its zone: fe80::1%eth0 is fe80::1 to everybody else.
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());

        // A proxy that says nothing of its caller must not pass for him: it stands in our own network.
        return new Caller(Networks.Contains(_proxies, address) ? null : address);
    }
}
