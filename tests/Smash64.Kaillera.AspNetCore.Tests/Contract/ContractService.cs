using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract;

/// <summary>The service on a real Kestrel on loopback, as if all requests came through a proxy, without limits that could be met.</summary>
internal sealed class ContractService : IAsyncDisposable
{
    /// <summary>The header in which the proxy tells the caller's address.</summary>
    public const string ProxyHeader = "cf-connecting-ip";

    // Half of the default: some recordings are of servers that say nothing, several times over.
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(0.5);

    // Not a loopback address: those are whom the recorded requests come from.
    private static readonly IPAddress Proxy = IPAddress.Parse("192.0.2.1");

    private readonly WebApplication _app;

    private ContractService(WebApplication app, LoopbackProbes probes)
    {
        _app = app;
        Probes = probes;
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(
            new SocketsHttpHandler { UseProxy = false, RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 }
        )
        {
            BaseAddress = Address,
        };
    }

    public LoopbackProbes Probes { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Starts the service.</summary>
    /// <param name="proxyHeader">The setting that names the header with the caller's address.</param>
    /// <param name="defaultPort">The port where the program is that a request without a port means.</param>
    /// <param name="configure">Changes settings.</param>
    /// <param name="time">The clock, or <see langword="null"/> for the system's.</param>
    public static async Task<ContractService> StartAsync(
        string? proxyHeader = ProxyHeader,
        int? defaultPort = null,
        Action<KailleraApiOptions>? configure = null,
        TimeProvider? time = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddTransient<IStartupFilter, BehindProxyFilter>();
        builder.Services.AddSingleton(provider => new LoopbackProbes(
            provider.GetRequiredService<P2PProbe>(),
            provider.GetRequiredService<KailleraServerProbe>(),
            defaultPort
        ));
        builder.Services.AddSingleton<IP2PProbe>(static provider => provider.GetRequiredService<LoopbackProbes>());
        builder.Services.AddSingleton<IKailleraServerProbe>(static provider => provider.GetRequiredService<LoopbackProbes>());
        builder.Services.Configure<KailleraServerProbeOptions>(static options => options.PingTimeout = PingTimeout);
        builder.Services.AddKailleraApi(options =>
        {
            options.TargetPolicy = KailleraTargetPolicy.Any;
            options.KnownProxies = [Proxy.ToString()];
            options.ClientAddressHeader = proxyHeader;
            options.DeniedPorts = [];
            options.Limits = new KailleraApiLimits
            {
                ChecksPerClientPerMinute = 100_000,
                ChecksPerTargetPerMinute = 100_000,
                RequestsPerClientPerMinute = 100_000,
                MaxDatagramsPerSecond = 0,
                ShareResultsFor = TimeSpan.Zero,
            };
            configure?.Invoke(options);
        });
        var app = builder.Build();
        app.MapKailleraApi("/kaillera");
        await app.StartAsync();
        return new ContractService(app, app.Services.GetRequiredService<LoopbackProbes>());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    /// <summary>Puts every request on the proxy's connection. Registered first, it runs before the service reads headers.</summary>
    private sealed class BehindProxyFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (context, rest) =>
                    {
                        context.Connection.RemoteIpAddress = Proxy;
                        return rest(context);
                    }
                );
                next(app);
            };
    }
}
