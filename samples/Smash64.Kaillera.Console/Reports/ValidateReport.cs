namespace Smash64.Kaillera.Console.Reports;

/// <summary>The answer of <c>validate</c>.</summary>
internal sealed record ValidateReport
{
    public string Command { get; } = "validate";

    public required bool Valid { get; init; }

    public required string? Address { get; init; }

    public required int? Port { get; init; }

    public required string? Scope { get; init; }

    public required string? Warning { get; init; }

    /// <summary>Gets a sentence for each rule that is broken.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    public int ExitCode => Console.ExitCode.From(Valid);

    public static ValidateReport From(AddressText text) =>
        new()
        {
            Valid = text.IsValid,
            Address = text.Address?.ToString(),
            Port = text.Port,
            Scope = text.Address is null ? null : Words.ToWord(KailleraValidation.GetScope(text.Address)),
            Warning = text.Address is null ? null : KailleraValidation.GetScopeWarning(text.Address),
            Errors = text.Errors,
        };
}
