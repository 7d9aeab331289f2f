using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.DependencyInjection;
using Smash64.Kaillera.Nat;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what this package has with a container.</summary>
public static class KailleraNatServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IPortMapper"/> and <see cref="IStunClient"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Changes settings. It is called once for each part, with the other parts' defaults at hand.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is <see langword="null"/>.</exception>
    /// <remarks>The port mapper's settings are checked when the host starts, the STUN client's when it is first used: it needs servers.</remarks>
    public static IServiceCollection AddKailleraNat(this IServiceCollection services, Action<KailleraNatOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);

        services
            .AddChecked<PortMapperOptions>(
                static options => options.FindErrors(),
                configure is null ? null : options => configure(new KailleraNatOptions(portMapper: options))
            )
            .ValidateOnStart();
        services.AddChecked<StunClientOptions>(
            static options => options.FindErrors(),
            configure is null ? null : options => configure(new KailleraNatOptions(stun: options))
        );
        services.TryAddSingleton<IPortMapper>(static provider => new PortMapper(
            provider.GetRequiredService<IOptions<PortMapperOptions>>().Value,
            provider.GetService<TimeProvider>()
        ));
        services.TryAddSingleton<IStunClient>(static provider => new StunClient(
            provider.GetRequiredService<IOptions<StunClientOptions>>().Value,
            provider.GetService<TimeProvider>()
        ));
        return services;
    }
}
