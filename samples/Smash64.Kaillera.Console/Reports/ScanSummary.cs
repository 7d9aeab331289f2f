namespace Smash64.Kaillera.Console.Reports;

/// <summary>The end of a scan, and what came of it.</summary>
internal sealed record ScanSummary
{
    public string Command { get; } = "scan";

    public string Event { get; } = "summary";

    /// <summary>Gets how many hosts there is a verdict on.</summary>
    public required int Hosts { get; init; }

    public required int Reachable { get; init; }

    public required int Responding { get; init; }

    public required int Busy { get; init; }

    public required int Full { get; init; }

    public required int PortClosed { get; init; }

    public required int NotAP2PHost { get; init; }

    public required int NoResponse { get; init; }

    /// <summary>Gets how many hosts this computer could not send to.</summary>
    public required int Faults { get; init; }

    public required int BadLines { get; init; }

    /// <summary>Gets how many lines named a host again, which is asked once.</summary>
    public required int Repeats { get; init; }

    public required long DatagramsSent { get; init; }

    public required long DatagramsReceived { get; init; }

    public required double ElapsedMs { get; init; }

    /// <summary>Gets a value indicating whether the scan was stopped before its end.</summary>
    public required bool Stopped { get; init; }

    public required int ExitCode { get; init; }
}
