using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore.Callers;

/// <summary>
/// Puts the framework's ForwardedHeaders before everything else, where proxies are known. A filter, because a service that
/// forgot the middleware would take its proxy for every caller.
/// </summary>
internal sealed class KnownProxiesFilter(IOptions<KailleraApiOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            if (options.Value.KnownProxies.Count > 0)
            {
                app.UseForwardedHeaders(Build(options.Value));
            }

            next(app);
        };

    private static ForwardedHeadersOptions Build(KailleraApiOptions options)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor,
            ForwardLimit = options.ClientAddressHeader is null ? null : 1, // a chain ends at the first unknown hop
        };
        forwarded.ForwardedForHeaderName = options.ClientAddressHeader ?? forwarded.ForwardedForHeaderName;
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in Networks.Parse(options.KnownProxies))
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        return forwarded;
    }
}
