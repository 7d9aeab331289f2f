using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>Addresses and networks as settings write them: <c>203.0.113.7</c>, <c>10.0.0.0/8</c>, <c>2001:db8::/32</c>.</summary>
internal static class Networks
{
    public static IEnumerable<string> FindErrors(string setting, IEnumerable<string> texts) =>
        texts
            .Where(text => !TryParse(text, out _))
            .Select(text => $"{setting} must hold addresses or networks such as 203.0.113.7 or 10.0.0.0/8; one is \"{text}\".");

    public static IPNetwork[] Parse(IEnumerable<string> texts) =>
        [.. texts.Select(text => TryParse(text, out var network) ? network.Value : throw new FormatException(text))];

    public static bool Contains(IPNetwork[] networks, IPAddress address)
    {
        foreach (var network in networks)
        {
            if (network.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    // An IPv4 address wrapped in IPv6 is refused, because no address that is looked up here is one: it would match nothing.
    // A lone address is parsed by the page's rule first: the framework would take 010.0.0.1 for an octal form.
    private static bool TryParse(string? text, [NotNullWhen(true)] out IPNetwork? network)
    {
        network = null;
        if (text is null)
        {
            return false;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var literal = slash < 0 ? text : text[..slash];
        if (!literal.Contains(':', StringComparison.Ordinal) && !KailleraValidation.IsIPv4(literal))
        {
            return false;
        }

        if (slash >= 0)
        {
            network = IPNetwork.TryParse(text, out var parsed) ? parsed : null;
        }
        else if (IPAddress.TryParse(literal, out var address))
        {
            network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return network is { BaseAddress.IsIPv4MappedToIPv6: false };
    }
}
