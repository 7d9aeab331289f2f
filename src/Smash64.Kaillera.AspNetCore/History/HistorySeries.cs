namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>The figures of one server over a span, a step after the other; gaps are figures without rounds.</summary>
/// <param name="FromMinute">When the first step began: minutes since 1970.</param>
/// <param name="Steps">The steps.</param>
internal sealed record HistorySeries(int FromMinute, IReadOnlyList<Figures> Steps);
