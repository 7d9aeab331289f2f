namespace Smash64.Kaillera.Console.Reports;

/// <summary>The last line of <c>host --json</c>.</summary>
internal sealed record HostStopped
{
    public string Command { get; } = "host";

    public string Event { get; } = "stopped";

    public required double ElapsedMs { get; init; }

    /// <summary>Gets how many times somebody was given the seat.</summary>
    public required int Requests { get; init; }

    public int ExitCode { get; } = Console.ExitCode.Yes;
}
