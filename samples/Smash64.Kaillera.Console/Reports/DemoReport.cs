namespace Smash64.Kaillera.Console.Reports;

/// <summary>The demonstration, as one object.</summary>
internal sealed record DemoReport
{
    public string Command { get; } = "demo";

    /// <summary>Gets the address that the stand-in service said the player has.</summary>
    public required string? Address { get; init; }

    public required int Port { get; init; }

    public required ValidateReport Validation { get; init; }

    /// <summary>Gets the check while the host was there.</summary>
    public required CheckReport WhileHosting { get; init; }

    /// <summary>Gets what the host's player saw of that check.</summary>
    public required IReadOnlyList<HostHappening> HostEvents { get; init; }

    /// <summary>Gets the same check after the host had closed.</summary>
    public required CheckReport AfterClosing { get; init; }

    public required double ElapsedMs { get; init; }

    /// <summary>Gets yes when both checks came out as they must.</summary>
    public int ExitCode => Console.ExitCode.From(WhileHosting.Reachable && !AfterClosing.Reachable);
}
