namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>What a server answered over a time, in steps of the same length: each list has one value for each step, the last one the present.</summary>
/// <param name="Server">Its host and port.</param>
/// <param name="Span"><c>day</c>, <c>week</c>, <c>month</c> or <c>year</c>.</param>
/// <param name="From">When the first step began.</param>
/// <param name="StepSeconds">How long one step is.</param>
/// <param name="Asked">How many rounds there were; 0 in a gap.</param>
/// <param name="Answered">In how many of them it answered.</param>
/// <param name="LostPings">How many pings of the rounds in which it answered, or did not, were lost.</param>
/// <param name="MinMs">The shortest time of a ping; null where nothing answered.</param>
/// <param name="MedianMs">The median of the rounds' mean times; null where nothing answered.</param>
/// <param name="MaxMs">The longest time of a ping; null where nothing answered.</param>
/// <param name="Uptime">In what share of the rounds it answered.</param>
internal sealed record HistoryResource(
    string Server,
    string Span,
    DateTimeOffset From,
    int StepSeconds,
    IReadOnlyList<int> Asked,
    IReadOnlyList<int> Answered,
    IReadOnlyList<int> LostPings,
    IReadOnlyList<double?> MinMs,
    IReadOnlyList<double?> MedianMs,
    IReadOnlyList<double?> MaxMs,
    UptimeResource Uptime
);
