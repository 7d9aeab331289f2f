namespace Smash64.Kaillera.Console.Reports;

/// <summary>Why a command has no answer.</summary>
internal sealed record ErrorReport
{
    public required string Command { get; init; }

    public required ErrorDetail Error { get; init; }

    public required int ExitCode { get; init; }
}
