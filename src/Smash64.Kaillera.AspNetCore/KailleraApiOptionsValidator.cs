using Microsoft.Extensions.Options;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>Stops a host from starting with settings that break a rule.</summary>
internal sealed class KailleraApiOptionsValidator : IValidateOptions<KailleraApiOptions>
{
    public ValidateOptionsResult Validate(string? name, KailleraApiOptions options)
    {
        var errors = options.FindErrors().ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
