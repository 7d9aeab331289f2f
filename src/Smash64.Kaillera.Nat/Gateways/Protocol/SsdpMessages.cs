using System.Text;

namespace Smash64.Kaillera.Nat.Gateways.Protocol;

/// <summary>The search for UPnP devices (UPnP Device Architecture 1.1, 1.3).</summary>
internal static class SsdpMessages
{
    private const int MaxLength = 2_048;

    private static readonly string[] Targets =
    [
        "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
        "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
        "urn:schemas-upnp-org:service:WANIPConnection:1",
        "urn:schemas-upnp-org:service:WANIPConnection:2",
        "urn:schemas-upnp-org:service:WANPPPConnection:1",
    ];

    /// <summary>Makes the questions for one place: the group of all devices, or one device.</summary>
    public static IReadOnlyList<byte[]> Search(IPEndPoint place) =>
        [
            .. Targets.Select(target =>
                Encoding.ASCII.GetBytes($"M-SEARCH * HTTP/1.1\r\nHOST: {place}\r\nMAN: \"ssdp:discover\"\r\nMX: 1\r\nST: {target}\r\n\r\n")
            ),
        ];

    /// <summary>Reads where a device describes itself.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="sender">From where: a description lies on the device itself, or it is none of its.</param>
    public static Uri? ReadLocation(ReadOnlySpan<byte> datagram, IPAddress sender)
    {
        if (datagram.Length > MaxLength)
        {
            return null;
        }

        foreach (var line in Encoding.Latin1.GetString(datagram).Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Trim().Equals("location", StringComparison.OrdinalIgnoreCase))
            {
                return
                    Uri.TryCreate(line[(colon + 1)..].Trim(), UriKind.Absolute, out var location)
                    && location.Scheme == Uri.UriSchemeHttp
                    && location.UserInfo.Length == 0
                    && location.Host == sender.ToString()
                    ? location
                    : null;
            }
        }

        return null;
    }
}
