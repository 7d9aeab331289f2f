using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.DependencyInjection;

/// <summary>Tells a container the same list of errors that a constructor would throw.</summary>
/// <param name="findErrors">Lists what breaks a rule.</param>
internal sealed class OptionsChecker<TOptions>(Func<TOptions, IEnumerable<string>> findErrors) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var errors = findErrors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}

/// <summary>Registers settings with the rules that they are checked by.</summary>
internal static class CheckedOptions
{
    /// <summary>Registers them once, however often it is called; further settings come on top.</summary>
    public static OptionsBuilder<TOptions> AddChecked<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions
    >(this IServiceCollection services, Func<TOptions, IEnumerable<string>> findErrors, Action<TOptions>? configure)
        where TOptions : class
    {
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TOptions>, OptionsChecker<TOptions>>(_ => new OptionsChecker<TOptions>(findErrors))
        );
        return services.AddOptions<TOptions>().Configure(configure ?? (static _ => { }));
    }
}
