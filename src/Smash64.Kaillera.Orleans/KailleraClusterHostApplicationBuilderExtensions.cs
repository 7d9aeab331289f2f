using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.Orleans;

/// <summary>Makes the checker service a replica of one that runs on many machines.</summary>
public static class KailleraClusterHostApplicationBuilderExtensions
{
    /// <summary>
    /// Joins the cluster that the section <c>Kaillera:Cluster</c> of the configuration names. Where it names none, nothing is added: the
    /// service stays one process.
    /// </summary>
    /// <param name="builder">The application, to which <c>AddKailleraApi</c> is added before or behind.</param>
    /// <returns>The same application.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">A setting is not valid; the message names it.</exception>
    public static IHostApplicationBuilder AddKailleraCluster(this IHostApplicationBuilder builder)
    {
        if (Read(builder) is { } options)
        {
            Join(builder, options);
        }

        return builder;
    }

    /// <summary>Joins the same, with a silo to which the application adds its own, such as TLS.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="configure">Changes the silo after this package has. It is not called where there is no cluster.</param>
    /// <returns>The same application.</returns>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    /// <exception cref="OptionsValidationException">A setting is not valid; the message names it.</exception>
    public static IHostApplicationBuilder AddKailleraCluster(this IHostApplicationBuilder builder, Action<ISiloBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        if (Read(builder) is { } options)
        {
            builder.AddSilo(options, configure);
        }

        return builder;
    }

    private static KailleraClusterOptions? Read(IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = builder.Configuration.GetSection(KailleraClusterOptions.SectionName);
        return string.IsNullOrEmpty(section[nameof(KailleraClusterOptions.Mode)]) ? null : Bind(section);
    }

    // Both apart: a method loads what it names, and one process needs nothing of this.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Join(IHostApplicationBuilder builder, KailleraClusterOptions options) => builder.AddSilo(options, static _ => { });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static KailleraClusterOptions? Bind(IConfigurationSection section)
    {
        var options = new KailleraClusterOptions();
        section.Bind(options);
        string[] errors = [.. options.FindErrors()];
        if (errors.Length > 0)
        {
            throw new OptionsValidationException(KailleraClusterOptions.SectionName, typeof(KailleraClusterOptions), errors);
        }

        return options.Mode == KailleraClusterMode.None ? null : options;
    }
}
