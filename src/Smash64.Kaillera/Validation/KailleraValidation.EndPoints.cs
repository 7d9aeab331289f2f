using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Smash64.Kaillera;

public static partial class KailleraValidation
{
    /// <summary>Reads <c>a.b.c.d</c> or <c>a.b.c.d:port</c>.</summary>
    /// <param name="text">
    /// The address by the rule of <see cref="IsIPv4(string?)"/>, then optionally a colon and a port by the rule of
    /// <see cref="TryParsePort(string?, out int)"/>. White space is refused everywhere, around the port too, and so is
    /// a colon with nothing after it. <see langword="null"/> is no end point.
    /// </param>
    /// <param name="defaultPort">
    /// The port where the text names none, from 1 to 65535. It is the caller's choice and not a player's entry, so the
    /// page's narrower range is not asked of it: see <see cref="KailleraDefaults.P2PPort"/> and
    /// <see cref="KailleraDefaults.ServerPort"/>.
    /// </param>
    /// <param name="endPoint">The address and port, or <see langword="null"/> where the text is refused.</param>
    /// <returns>Whether the text was read.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="defaultPort"/> is not from 1 to 65535, whether it is needed for this text or not.
    /// </exception>
    public static bool TryParseEndPoint([NotNullWhen(true)] string? text, int defaultPort, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        CheckDefaultPort(defaultPort);
        var host = text.AsSpan();
        var port = defaultPort;
        var colon = host.IndexOf(':');
        if (colon >= 0)
        {
            var portText = host[(colon + 1)..];
            host = host[..colon];
            var isSpaced = JavaScriptNumber.Trim(portText).Length != portText.Length;
            if (isSpaced || !TryParsePort(portText, out port))
            {
                endPoint = null;
                return false;
            }
        }

        endPoint = TryParseIPv4(host, out var address) ? new IPEndPoint(address, port) : null;
        return endPoint is not null;
    }
}
