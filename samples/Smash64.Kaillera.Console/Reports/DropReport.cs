using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>What was dropped from a list, and why.</summary>
internal sealed record DropReport
{
    public required int Line { get; init; }

    public required string Reason { get; init; }

    public required string Text { get; init; }

    public static DropReport From(KailleraListDrop drop) =>
        new()
        {
            Line = drop.LineNumber,
            Reason = Words.ToWord(drop.Reason),
            Text = drop.Text,
        };
}
