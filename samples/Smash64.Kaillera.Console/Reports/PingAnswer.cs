namespace Smash64.Kaillera.Console.Reports;

/// <summary>A line of <c>ping</c>: what came of one ping.</summary>
internal sealed record PingAnswer
{
    public string Command { get; } = "ping";

    public string Event { get; } = "answer";

    /// <summary>Gets the ping's number, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Gets the time, or <see langword="null"/> where the answer was lost.</summary>
    public required double? RoundTripMs { get; init; }

    public required int? Frames { get; init; }
}
