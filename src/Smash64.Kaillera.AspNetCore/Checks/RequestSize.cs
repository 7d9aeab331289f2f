using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Checks;

/// <summary>
/// What a request weighs on the wire, at the least: so much a stranger has to send before the service sends anything for
/// him. docs/operations.md has the figures.
/// </summary>
internal static class RequestSize
{
    /// <summary>The service sends at most so many times the bytes of the request, headers of IP included on both sides.</summary>
    public const int AnswerFactor = 3;

    /// <summary>IPv4 and TCP headers without options, of the request's packet and of one that acknowledges the answer.</summary>
    private const int PacketHeaders = 2 * 40;

    // The least that servers take: a lone line feed, and no space behind the colon.
    private const int LineEnd = 1;
    private const int Colon = 1;

    // What proxies add on the way was not sent by the one who asks.
    private static readonly string[] AddedByProxies = ["x-forwarded-", "x-original-", "x-real-ip", "forwarded", "via", "cf-", "cdn-loop"];

    /// <summary>Measures a request in its HTTP/1.1 form.</summary>
    public static int Measure(HttpRequest request, int bodyLength)
    {
        var size = PacketHeaders + request.Method.Length + 1 + request.PathBase.Value!.Length + request.Path.Value!.Length;
        size += request.QueryString.HasValue ? request.QueryString.Value!.Length : 0;
        size += " HTTP/1.1".Length + LineEnd;
        foreach (var (name, values) in request.Headers)
        {
            if (!IsAddedByProxy(name))
            {
                foreach (var value in values)
                {
                    size += name.Length + Colon + (value?.Length ?? 0) + LineEnd;
                }
            }
        }

        return size + LineEnd + bodyLength;
    }

    private static bool IsAddedByProxy(string name)
    {
        foreach (var prefix in AddedByProxies)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
