using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Smash64.Kaillera.DependencyInjection;
using Smash64.Kaillera.Nat;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what this package has with a container.</summary>
public static class KailleraNatServiceCollectionExtensions
{
    /// <summary>Registers <see cref="IStunClient"/>.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Names the servers, and changes other settings. They are checked when the host starts.</param>
    /// <returns>The same services.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public static IServiceCollection AddStunClient(this IServiceCollection services, Action<StunClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);

        services.AddOptions<StunClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<StunClientOptions>, OptionsChecker<StunClientOptions>>(
                static _ => new OptionsChecker<StunClientOptions>(static options => options.FindErrors())
            )
        );
        services.TryAddSingleton<IStunClient>(static provider => new StunClient(
            provider.GetRequiredService<IOptions<StunClientOptions>>().Value,
            provider.GetService<TimeProvider>()
        ));
        return services;
    }
}
