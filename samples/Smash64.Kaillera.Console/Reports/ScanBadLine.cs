namespace Smash64.Kaillera.Console.Reports;

/// <summary>A line of the list that names no host, and was skipped.</summary>
internal sealed record ScanBadLine
{
    public string Command { get; } = "scan";

    public string Event { get; } = "badLine";

    public required int Line { get; init; }

    public required string Text { get; init; }

    public required IReadOnlyList<string> Errors { get; init; }

    public static ScanBadLine From(BadLine line) =>
        new()
        {
            Line = line.Number,
            Text = line.Text,
            Errors = line.Errors,
        };
}
