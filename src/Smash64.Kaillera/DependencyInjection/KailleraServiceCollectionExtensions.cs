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
    /// <see cref="IKailleraApiClient"/> with <see cref="IKailleraCheckClient"/>.
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
        services.AddKailleraCheckClient();
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
        services.AddKailleraCheckClient();
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

        return services.AddProbe<IP2PProbe, P2PProbe, P2PProbeOptions>(
            static options => options.FindErrors(),
            configure,
            static (options, time, logger) => new P2PProbe(options, time, logger)
        );
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

        return services.AddProbe<IKailleraServerProbe, KailleraServerProbe, KailleraServerProbeOptions>(
            static options => options.FindErrors(),
            configure,
            static (options, time, logger) => new KailleraServerProbe(options, time, logger)
        );
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

        return services.AddWebClient<IKailleraServerList, KailleraServerList, KailleraServerListOptions>(
            static options => options.FindErrors(),
            configure,
            static (client, options, time, logger) => new KailleraServerList(client, options, time, logger)
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

        return services.AddWebClient<IKailleraApiClient, KailleraApiClient, KailleraApiClientOptions>(
            static options => options.FindErrors(),
            configure,
            static (client, options, time, logger) => new KailleraApiClient(client, options, time, logger)
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

    /// <summary>Registers <see cref="IKailleraCheckClient"/> as a typed client of the <see cref="HttpClient"/> factory.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">
    /// Changes settings. They are those of <see cref="IKailleraApiClient"/> too: both ask the same service.
    /// </param>
    /// <returns>A builder for the client's handlers, proxy and so on.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKailleraCheckClient(
        this IServiceCollection services,
        Action<KailleraApiClientOptions>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);

        return services.AddWebClient<IKailleraCheckClient, KailleraCheckClient, KailleraApiClientOptions>(
            static options => options.FindErrors(),
            configure,
            static (client, options, time, logger) => new KailleraCheckClient(client, options, time, logger)
        );
    }

    /// <summary>Registers <see cref="IKailleraCheckClient"/>, with settings from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section with the settings of <see cref="KailleraApiClientOptions"/>.</param>
    /// <returns>A builder for the client's handlers, proxy and so on.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IHttpClientBuilder AddKailleraCheckClient(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKailleraCheckClient(options => section.Bind(options));
    }

    private static IServiceCollection AddProbe<
        TService,
        TProbe,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
    >(
        this IServiceCollection services,
        Func<TOptions, IEnumerable<string>> findErrors,
        Action<TOptions>? configure,
        Func<TOptions, TimeProvider?, ILogger<TProbe>?, TProbe> create
    )
        where TService : class
        where TProbe : class, TService
        where TOptions : class
    {
        services.AddChecked(findErrors, configure).ValidateOnStart();
        services.TryAddSingleton(provider =>
            create(
                provider.GetRequiredService<IOptions<TOptions>>().Value,
                provider.GetService<TimeProvider>(),
                provider.GetService<ILogger<TProbe>>()
            )
        );
        services.TryAddSingleton<TService>(static provider => provider.GetRequiredService<TProbe>());
        return services;
    }

    private static IHttpClientBuilder AddWebClient<
        TService,
        TClient,
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
    >(
        this IServiceCollection services,
        Func<TOptions, IEnumerable<string>> findErrors,
        Action<TOptions>? configure,
        Func<HttpClient, TOptions, TimeProvider?, ILogger<TClient>?, TService> create
    )
        where TService : class
        where TOptions : class
    {
        services.AddChecked(findErrors, configure).ValidateOnStart();
        var builder = services.AddHttpClient(typeof(TClient).Name);
        if (services.Any(static service => service.ServiceType == typeof(TService) && !service.IsKeyedService))
        {
            return builder;
        }

        // A call has a deadline of its own, for all its requests together.
        return builder
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .AddTypedClient(
                (client, provider) =>
                    create(
                        client,
                        provider.GetRequiredService<IOptions<TOptions>>().Value,
                        provider.GetService<TimeProvider>(),
                        provider.GetService<ILogger<TClient>>()
                    )
            );
    }
}
