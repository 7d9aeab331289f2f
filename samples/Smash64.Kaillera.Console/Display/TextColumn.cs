namespace Smash64.Kaillera.Console.Display;

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Title">What stands above it.</param>
internal sealed record TextColumn(string Title)
{
    /// <summary>Gets whether its texts stand at the right, as numbers do.</summary>
    public bool IsNumber { get; init; }

    /// <summary>Gets to how many cells its texts may be cut on a narrow terminal, or <see langword="null"/> for not at all.</summary>
    public int? MinWidth { get; init; }

    /// <summary>Gets whether it is left out where the terminal is too narrow even for cut texts. The first of those goes first.</summary>
    public bool IsOptional { get; init; }
}
