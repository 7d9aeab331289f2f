using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Diagnostics;

/// <summary>Writes addresses as the settings allow them in logs.</summary>
internal sealed class AddressShower(IOptions<KailleraApiOptions> options)
{
    private const int ShownHashLength = 6;
    private const int ShownIPv6Length = 6;

    // New with each start, so that nobody can look hashes up in a table of all addresses.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Show(IPAddress? address) =>
        (address, options.Value.AddressLogging) switch
        {
            (null, _) => "unknown",
            (_, KailleraAddressLogging.Full) => address.ToString(),
            (_, KailleraAddressLogging.Hashed) => Hash(address),
            ({ AddressFamily: AddressFamily.InterNetwork }, _) => TruncateIPv4(address),
            _ => TruncateIPv6(address),
        };

    public string Show(IPEndPoint endPoint) => string.Create(CultureInfo.InvariantCulture, $"{Show(endPoint.Address)}:{endPoint.Port}");

    private static string TruncateIPv4(IPAddress address)
    {
        var text = address.ToString();
        return text[..(text.LastIndexOf('.') + 1)] + "x";
    }

    private static string TruncateIPv6(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(ShownIPv6Length).Clear();
        return new IPAddress(bytes).ToString();
    }

    private string Hash(IPAddress address) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, address.GetAddressBytes()).AsSpan(0, ShownHashLength));
}
