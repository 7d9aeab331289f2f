namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What is written in one transaction.</summary>
/// <param name="Minutes">Answers by server.</param>
/// <param name="Slots">Figures of five minutes by server.</param>
/// <param name="Days">Figures of days by server.</param>
/// <param name="NextSlot">As <see cref="HistoryStart.NextSlot"/>, from now on.</param>
/// <param name="NextDay">As <see cref="HistoryStart.NextDay"/>, from now on.</param>
/// <param name="Now">The present minute: what is too old, seen from it, is deleted.</param>
/// <param name="MaxServers">How many servers are remembered; those that were not seen for longest are forgotten first.</param>
internal sealed record HistoryBatch(
    IReadOnlyList<(string Server, MinuteAnswer Answer)> Minutes,
    IReadOnlyList<(string Server, StepFigures Figures)> Slots,
    IReadOnlyList<(string Server, StepFigures Figures)> Days,
    int NextSlot,
    int NextDay,
    int Now,
    int MaxServers
);
