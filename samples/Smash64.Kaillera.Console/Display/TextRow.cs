namespace Smash64.Kaillera.Console.Display;

/// <summary>A row of a <see cref="TextTable"/>.</summary>
/// <param name="Cells">A text for each column.</param>
/// <param name="IsDim">Whether it matters less than the others.</param>
internal sealed record TextRow(IReadOnlyList<string> Cells, bool IsDim = false);
