using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>The addresses of the public lists: <c>a.b.c.d:port</c> or <c>host.name:port</c>.</summary>
internal static class ListAddress
{
    private const int MaxHostLength = 253; // RFC 1035 with RFC 1123, section 2.1
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<byte> HostBytes = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._"u8
    );

    private static readonly SearchValues<byte> PortBytes = SearchValues.Create("0123456789+-"u8);

    /// <summary>Tells whether a field is meant as an address, be it a right one or not.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> field)
    {
        field = ListText.Trim(field);
        var colon = field.IndexOf((byte)':');
        return colon > 0 && field[..colon].IndexOfAnyExcept(HostBytes) < 0 && field[(colon + 1)..].IndexOfAnyExcept(PortBytes) < 0;
    }

    /// <summary>Reads a field that is meant as an address.</summary>
    /// <returns>What is wrong with it, or <see langword="null"/> when it was read.</returns>
    public static KailleraListDropReason? Read(ReadOnlySpan<byte> field, out string host, out int port)
    {
        host = string.Empty;
        field = ListText.Trim(field);
        var colon = field.IndexOf((byte)':');
        if (
            !int.TryParse(field[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port)
            || port is <= IPEndPoint.MinPort or > IPEndPoint.MaxPort
        )
        {
            return KailleraListDropReason.InvalidPort;
        }

        if (colon is <= 0 or > MaxHostLength)
        {
            return KailleraListDropReason.InvalidHost;
        }

        host = Encoding.ASCII.GetString(field[..colon]);
        return IsHost(host) ? null : KailleraListDropReason.InvalidHost;
    }

    // An address by the page's rule, or a name. The last label of a name begins with a letter: so 127.1, 0x7f.0.0.1 and
    // 010.0.0.1, which resolvers read each in their own way, are neither.
    private static bool IsHost(string host)
    {
        if (KailleraValidation.IsIPv4(host))
        {
            return true;
        }

        var rest = host.AsSpan();
        for (var dot = rest.IndexOf('.'); dot >= 0; dot = rest.IndexOf('.'))
        {
            if (!IsLabel(rest[..dot]))
            {
                return false;
            }

            rest = rest[(dot + 1)..];
        }

        return IsLabel(rest) && char.IsAsciiLetter(rest[0]);
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-';
}
