namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>How much of the history is asked for.</summary>
/// <param name="Name">As callers name it.</param>
/// <param name="StepMinutes">How many minutes one step has.</param>
/// <param name="Steps">How many steps it has; the last one is the present.</param>
internal sealed record HistorySpan(string Name, int StepMinutes, int Steps)
{
    public static HistorySpan Day { get; } = new("day", 1, HistoryTime.MinutesPerDay);

    public static HistorySpan Week { get; } = new("week", HistoryTime.MinutesPerSlot, 7 * HistoryTime.SlotsPerDay);

    public static HistorySpan Month { get; } = new("month", HistoryTime.MinutesPerSlot, 30 * HistoryTime.SlotsPerDay);

    public static HistorySpan Year { get; } = new("year", HistoryTime.MinutesPerDay, 365);

    public static IReadOnlyList<HistorySpan> All { get; } = [Day, Week, Month, Year];
}
