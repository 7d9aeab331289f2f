namespace Smash64.Kaillera.Console.Reports;

/// <summary>The answer of <c>ip</c>.</summary>
internal sealed record IPReport
{
    public string Command { get; } = "ip";

    public required string? Address { get; init; }

    public required string? Scope { get; init; }

    public required string? Warning { get; init; }

    public required string Via { get; init; }

    public int ExitCode => Console.ExitCode.From(Address is not null);

    public static IPReport From(IPAddress? address, Uri service) =>
        new()
        {
            Address = address?.ToString(),
            Scope = address is null ? null : Words.ToWord(KailleraValidation.GetScope(address)),
            Warning = address is null ? null : KailleraValidation.GetScopeWarning(address),
            Via = service.AbsoluteUri,
        };
}
