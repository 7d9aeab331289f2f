namespace Smash64.Kaillera.AspNetCore.Targets;

/// <summary>Why a target is not asked.</summary>
/// <param name="Scope">The kind of address in kebab case, <c>denied</c> or <c>not-self</c>: what a program can act on.</param>
/// <param name="Message">One English sentence that names the address and the rule.</param>
internal sealed record TargetRefusal(string Scope, string Message);
