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
