using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Api;

/// <summary>What may be asked of a service, checked before anything is sent.</summary>
internal static class ApiInput
{
    /// <summary>Takes IPv4 addresses, also those a dual-mode socket reports in IPv6 form.</summary>
    public static IPAddress ToIPv4(IPAddress address, string parameterName)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address;
        }

        return address.IsIPv4MappedToIPv6
            ? address.MapToIPv4()
            : throw new ArgumentException($"The address must be IPv4; it is {address}.", parameterName);
    }

    public static int CheckP2PPort(int port, string parameterName)
    {
        if (!KailleraValidation.IsValidPort(port))
        {
            throw new ArgumentOutOfRangeException(
                parameterName,
                port,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The port must be {KailleraDefaults.MinPort} to {KailleraDefaults.MaxPort}; it is {port}."
                )
            );
        }

        return port;
    }

    public static IPEndPoint ToServer(IPEndPoint server, string parameterName)
    {
        if (server.Port == IPEndPoint.MinPort)
        {
            throw new ArgumentException("The port must be 1 to 65535; it is 0.", parameterName);
        }

        return new IPEndPoint(ToIPv4(server.Address, parameterName), server.Port);
    }

    /// <summary>Says what is wrong with an origin, without its name, or nothing when it is fine.</summary>
    public static string? FindViaError(string? via)
    {
        if (via is null)
        {
            return null;
        }

        var cleaned = KailleraText.Clean(via);
        if (!string.Equals(cleaned, via, StringComparison.Ordinal))
        {
            return $"must not hold control characters, line separators, direction overrides or lone surrogates; it is \"{cleaned}\".";
        }

        var length = Encoding.UTF8.GetByteCount(via);
        return length > KailleraApiClientOptions.MaxViaLength
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"must be at most {KailleraApiClientOptions.MaxViaLength} bytes of UTF-8; it has {length}."
            )
            : null;
    }
}
