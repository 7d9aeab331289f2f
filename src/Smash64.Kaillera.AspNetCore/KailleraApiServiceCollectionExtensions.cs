using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.AspNetCore.History;
using Smash64.Kaillera.AspNetCore.Rendezvous;
using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>Registers the checker service with a container.</summary>
public static class KailleraApiServiceCollectionExtensions
{
    /// <summary>Registers what <see cref="KailleraApiEndpointRouteBuilderExtensions.MapKailleraApi"/> needs.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings. They are checked when the host starts.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// Where <see cref="KailleraApiOptions.KnownProxies"/> is not empty, the framework's forwarded-headers middleware is put
    /// before all others. May be called again: further settings come on top.
    /// </remarks>
    public static IServiceCollection AddKailleraApi(this IServiceCollection services, Action<KailleraApiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.AddP2PProbe();
        services.AddKailleraServerProbe();
        services
            .AddOptions<KailleraServerProbeOptions>()
            .PostConfigure<IOptions<KailleraApiOptions>>(
                static (probe, api) => probe.HideAddresses |= api.Value.AddressLogging != KailleraAddressLogging.Full
            );
        services.AddOptions<KailleraApiOptions>().Configure(configure ?? (static _ => { })).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<KailleraApiOptions>, KailleraApiOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, KnownProxiesFilter>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CallerResolver>();
        services.TryAddSingleton<TargetGuard>();
        services.TryAddSingleton<ServiceLimits>();
        services.TryAddSingleton<AddressShower>();
        services.TryAddSingleton<CheckLog>();
        services.TryAddSingleton<RelayLookup>();
        services.TryAddSingleton<HostInquiry>();
        services.TryAddSingleton<CheckStore>();
        services.TryAddSingleton<ServerDesk>();
        services.TryAddSingleton<IClientLimits>(static provider => provider.GetRequiredService<ServiceLimits>());
        services.TryAddSingleton<ICheckDesk>(static provider => provider.GetRequiredService<CheckDesk>());
        services.TryAddSingleton<ICheckStore>(static provider => provider.GetRequiredService<CheckStore>());
        services.TryAddSingleton<IServerDesk>(static provider => provider.GetRequiredService<ServerDesk>());
        services.TryAddSingleton<ContractEndpoints>();
        services.TryAddSingleton<V1Endpoints>();
        services.TryAddSingleton<VantageHealthCheck>();
        if (!services.Any(static service => service.ServiceType == typeof(CheckDesk)))
        {
            services.AddSingleton<CheckDesk>();
            services.AddHostedService(static provider => provider.GetRequiredService<CheckDesk>());
            services.AddSingleton<StunService>();
            services.AddHostedService(static provider => provider.GetRequiredService<StunService>());
            services.AddSingleton(static provider => new RendezvousService(
                provider.GetRequiredService<IOptions<KailleraApiOptions>>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetService<IConnectCodeStore>(),
                provider.GetRequiredService<ILogger<RendezvousService>>()
            ));
            services.AddHostedService(static provider => provider.GetRequiredService<RendezvousService>());
            services.AddSingleton<CodeLookup>();
            services.AddHistory();
            services.AddHealthChecks().AddCheck<VantageHealthCheck>(VantageHealthCheck.Name);
        }

        return services;
    }

    /// <summary>Registers the same, with settings from configuration.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="section">The section with the settings of <see cref="KailleraApiOptions"/>, usually <c>Kaillera</c>.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <remarks><c>Greeting</c> and <c>DeniedPorts</c> replace the defaults; they are not added to them.</remarks>
    public static IServiceCollection AddKailleraApi(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKailleraApi(options =>
        {
            // The binder adds to lists, and passes over an empty text, which is how configuration says "none".
            options.Greeting = IsGiven(section.GetSection(nameof(options.Greeting))) ? [] : options.Greeting;
            options.DeniedPorts = IsGiven(section.GetSection(nameof(options.DeniedPorts))) ? [] : options.DeniedPorts;
            var links = section.GetSection(nameof(options.Links));
            options.Links.Community = IsGiven(links.GetSection(nameof(options.Links.Community))) ? null : options.Links.Community;
            options.Links.AddressLookup = IsGiven(links.GetSection(nameof(options.Links.AddressLookup)))
                ? null
                : options.Links.AddressLookup;
            options.Links.Tool = IsGiven(links.GetSection(nameof(options.Links.Tool))) ? null : options.Links.Tool;
            section.Bind(options);
        });

        static bool IsGiven(IConfigurationSection setting) => setting.Value is not null || setting.GetChildren().Any();
    }
}
