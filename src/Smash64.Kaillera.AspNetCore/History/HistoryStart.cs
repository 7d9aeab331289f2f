namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What a store knows when the service starts.</summary>
/// <param name="Minutes">The kept minutes by server.</param>
/// <param name="Hours">The kept slots by server, summed up by hours.</param>
/// <param name="NextSlot">The first slot whose figures were not written yet; 0 where none were.</param>
/// <param name="NextDay">The first day whose figures were not written yet; 0 where none were.</param>
internal sealed record HistoryStart(
    IReadOnlyList<(string Server, MinuteAnswer Answer)> Minutes,
    IReadOnlyList<(string Server, int Hour, int Asked, int Answered)> Hours,
    int NextSlot,
    int NextDay
)
{
    public static HistoryStart Nothing { get; } = new([], [], 0, 0);
}
