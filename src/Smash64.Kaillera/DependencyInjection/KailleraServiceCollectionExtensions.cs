using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.DependencyInjection;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.Servers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the parts of <c>Smash64.Kaillera</c> with a container.</summary>
/// <remarks>
/// Each method may be called again: what is registered already stays, and further settings come on top. Options are
/// checked when the host starts. <see cref="TimeProvider"/> and loggers are taken from the container where it has them.
/// </remarks>
public static class KailleraServiceCollectionExtensions
{
    private const string ProbeSection = "P2PProbe";
    private const string ServerProbeSection = "ServerProbe";
    private const string ServerListSection = "ServerList";
    private const string ApiSection = "Api";

    /// <summary>
    /// Registers everything: <see cref="IP2PProbe"/>, <see cref="IKailleraServerProbe"/>, <see cref="IKailleraServerList"/> and
    /// <see cref="IKailleraApiClient"/>.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings. It is called once for each part, with the other parts' defaults at hand.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddKaillera(this IServiceCollection services, Action<KailleraOptions>? configure = null)
    {
        services.AddP2PProbe(configure is null ? null : options => configure(new KailleraOptions(probe: options)));
        services.AddKailleraServerProbe(configure is null ? null : options => configure(new KailleraOptions(serverProbe: options)));
        services.AddKailleraServerList(configure is null ? null : options => configure(new KailleraOptions(serverList: options)));
        services.AddKailleraApiClient(configure is null ? null : options => configure(new KailleraOptions(api: options)));
        return services;
    }

    /// <summary>Registers everything, with settings from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">
    /// A section, usually <c>Kaillera</c>, with the sections <c>P2PProbe</c>, <c>ServerProbe</c>, <c>ServerList</c> and
    /// <c>Api</c> in it.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddKaillera(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);

        services.AddP2PProbe(section.GetSection(ProbeSection));
        services.AddKailleraServerProbe(section.GetSection(ServerProbeSection));
        services.AddKailleraServerList(section.GetSection(ServerListSection));
        services.AddKailleraApiClient(section.GetSection(ApiSection));
        return services;
    }

    /// <summary>Registers <see cref="IP2PProbe"/> as a singleton.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddP2PProbe(this IServiceCollection services, Action<P2PProbeOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddChecked<P2PProbeOptions>(static options => options.FindErrors()).Configure(configure ?? (static _ => { }));
        services.TryAddSingleton(static provider => new P2PProbe(
            provider.GetRequiredService<IOptions<P2PProbeOptions>>().Value,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<P2PProbe>>()
        ));
        services.TryAddSingleton<IP2PProbe>(static provider => provider.GetRequiredService<P2PProbe>());
        return services;
    }

    /// <summary>Registers <see cref="IP2PProbe"/> as a singleton, with settings from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">
    /// The section with the settings of <see cref="P2PProbeOptions"/>. <c>Encoding</c> is a code page's number or name.
    /// </param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddP2PProbe(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddP2PProbe(options => P2PProbeConfiguration.Bind(section, options));
    }

    /// <summary>Registers <see cref="IKailleraServerProbe"/> as a singleton.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IServiceCollection AddKailleraServerProbe(
        this IServiceCollection services,
        Action<KailleraServerProbeOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddChecked<KailleraServerProbeOptions>(static options => options.FindErrors()).Configure(configure ?? (static _ => { }));
        services.TryAddSingleton(static provider => new KailleraServerProbe(
            provider.GetRequiredService<IOptions<KailleraServerProbeOptions>>().Value,
            provider.GetService<TimeProvider>(),
            provider.GetService<ILogger<KailleraServerProbe>>()
        ));
        services.TryAddSingleton<IKailleraServerProbe>(static provider => provider.GetRequiredService<KailleraServerProbe>());
        return services;
    }

    /// <summary>Registers <see cref="IKailleraServerProbe"/> as a singleton, with settings from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section with the settings of <see cref="KailleraServerProbeOptions"/>.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddKailleraServerProbe(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKailleraServerProbe(options => section.Bind(options));
    }

    /// <summary>Registers <see cref="IKailleraServerList"/> as a typed client of the <see cref="HttpClient"/> factory.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings.</param>
    /// <returns>A builder for the client's handlers, proxy and so on.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKailleraServerList(
        this IServiceCollection services,
        Action<KailleraServerListOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddChecked<KailleraServerListOptions>(static options => options.FindErrors()).Configure(configure ?? (static _ => { }));

        // A call has a deadline of its own for all lists together.
        var builder = services.AddHttpClient(nameof(KailleraServerList));
        if (services.Any(static service => service.ServiceType == typeof(IKailleraServerList) && !service.IsKeyedService))
        {
            return builder;
        }

        return builder
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .AddTypedClient<IKailleraServerList>(
                static (client, provider) =>
                    new KailleraServerList(
                        client,
                        provider.GetRequiredService<IOptions<KailleraServerListOptions>>().Value,
                        provider.GetService<TimeProvider>(),
                        provider.GetService<ILogger<KailleraServerList>>()
                    )
            );
    }

    /// <summary>Registers <see cref="IKailleraServerList"/>, with settings from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">
    /// The section with the settings of <see cref="KailleraServerListOptions"/>. <c>Encoding</c> is a code page's number or name.
    /// </param>
    /// <returns>A builder for the client's handlers, proxy and so on.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKailleraServerList(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKailleraServerList(options => KailleraServerListConfiguration.Bind(section, options));
    }

    /// <summary>Registers <see cref="IKailleraApiClient"/> as a typed client of the <see cref="HttpClient"/> factory.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings.</param>
    /// <returns>A builder for the client's handlers, proxy and so on.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKailleraApiClient(
        this IServiceCollection services,
        Action<KailleraApiClientOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddChecked<KailleraApiClientOptions>(static options => options.FindErrors()).Configure(configure ?? (static _ => { }));

        // The client has a deadline of its own for all tries together.
        var builder = services.AddHttpClient(nameof(KailleraApiClient));
        if (services.Any(static service => service.ServiceType == typeof(IKailleraApiClient) && !service.IsKeyedService))
        {
            return builder;
        }

        return builder
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .AddTypedClient<IKailleraApiClient>(
                static (client, provider) =>
                    new KailleraApiClient(
                        client,
                        provider.GetRequiredService<IOptions<KailleraApiClientOptions>>().Value,
                        provider.GetService<TimeProvider>(),
                        provider.GetService<ILogger<KailleraApiClient>>()
                    )
            );
    }

    /// <summary>Registers <see cref="IKailleraApiClient"/>, with settings from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section with the settings of <see cref="KailleraApiClientOptions"/>.</param>
    /// <returns>A builder for the client's handlers, proxy and so on.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKailleraApiClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKailleraApiClient(options => section.Bind(options));
    }

    private static OptionsBuilder<TOptions> AddChecked<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
    >(this IServiceCollection services, Func<TOptions, IEnumerable<string>> findErrors)
        where TOptions : class
    {
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TOptions>, OptionsChecker<TOptions>>(_ => new OptionsChecker<TOptions>(findErrors))
        );
        return services.AddOptions<TOptions>().ValidateOnStart();
    }
}
