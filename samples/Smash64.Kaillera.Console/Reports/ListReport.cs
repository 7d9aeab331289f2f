using Smash64.Kaillera.Console.Lists;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>How the reading of one list ended, within the summary of <c>servers</c>.</summary>
internal sealed record ListReport
{
    public required string List { get; init; }

    /// <summary>Gets why the list could not be read, or <see langword="null"/>.</summary>
    public required string? Error { get; init; }

    public required int? HttpStatus { get; init; }

    /// <summary>Gets how many servers were read, those that another list named before included.</summary>
    public required int Servers { get; init; }

    /// <summary>Gets how many lines were dropped.</summary>
    public required int Dropped { get; init; }

    /// <summary>Gets the first of them, at most 100.</summary>
    public required IReadOnlyList<DropReport> Drops { get; init; }

    public static ListReport From(ListReading list) =>
        new()
        {
            List = list.Source.Name,
            Error = list.Failure is { } failure ? Words.ToWord(failure.Error) : null,
            HttpStatus = (int?)list.Failure?.StatusCode,
            Servers = list.Report.Entries.Count,
            Dropped = list.Report.DroppedCount,
            Drops = [.. list.Report.Dropped.Select(DropReport.From)],
        };
}
