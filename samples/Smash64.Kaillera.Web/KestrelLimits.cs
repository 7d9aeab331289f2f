using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Smash64.Kaillera.Web;

/// <summary>Nothing here is large or slow: who sends otherwise is let go early.</summary>
internal static class KestrelLimits
{
    public static void Apply(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = 16 * 1024;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        options.Limits.MaxConcurrentConnections = 10_000;
    }
}
