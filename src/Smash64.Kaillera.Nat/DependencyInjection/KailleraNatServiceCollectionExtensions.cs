using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.Api;
using Smash64.Kaillera.DependencyInjection;
using Smash64.Kaillera.Nat;
using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.P2P;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what this package has with a container.</summary>
public static class KailleraNatServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="IPortMapper"/>, <see cref="IStunClient"/>, <see cref="IConnectCodeProbe"/> and <see cref="IHostDoctor"/>.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings. It is called once for each part, with the other parts' defaults at hand.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    /// <remarks>
    /// Settings are checked when the host starts. The doctor asks by what else the container has: <see cref="IP2PProbe"/>, and the checker
    /// service by <see cref="IKailleraCheckClient"/> and <see cref="IKailleraApiClient"/>; without these, this computer and its router alone.
    /// </remarks>
    public static IServiceCollection AddKailleraNat(this IServiceCollection services, Action<KailleraNatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        services
            .AddChecked<PortMapperOptions>(
                static options => options.FindErrors(),
                configure is null ? null : options => configure(new KailleraNatOptions(portMapper: options))
            )
            .ValidateOnStart();
        services
            .AddChecked<StunClientOptions>(
                static options => options.FindErrors(),
                configure is null ? null : options => configure(new KailleraNatOptions(stun: options))
            )
            .ValidateOnStart();
        services.TryAddSingleton<IPortMapper>(static provider => new PortMapper(
            provider.GetRequiredService<IOptions<PortMapperOptions>>().Value,
            provider.GetService<TimeProvider>()
        ));
        services.TryAddSingleton<IStunClient>(static provider => new StunClient(
            provider.GetRequiredService<IOptions<StunClientOptions>>().Value,
            provider.GetService<TimeProvider>()
        ));
        services.TryAddSingleton<IConnectCodeProbe>(static provider => new ConnectCodeProbe(provider.GetService<TimeProvider>()));
        services.TryAddTransient<IHostDoctor>(static provider => new HostDoctor(
            new HostDoctorSources
            {
                Probe = provider.GetService<IP2PProbe>(),
                PortMapper = provider.GetRequiredService<IPortMapper>(),
                Stun = provider.GetRequiredService<IStunClient>(),
                Checks = provider.GetService<IKailleraCheckClient>(),
                Api = provider.GetService<IKailleraApiClient>(),
            },
            provider.GetService<TimeProvider>()
        ));
        return services;
    }
}
