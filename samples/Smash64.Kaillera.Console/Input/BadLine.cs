namespace Smash64.Kaillera.Console.Input;

/// <summary>A line of a list of hosts that names none: its number, what it says, and which rules it breaks.</summary>
/// <param name="Number">Counted from 1, as editors do.</param>
/// <param name="Text">The text, without white space around it and without a comment.</param>
/// <param name="Errors">A sentence for each rule that is broken.</param>
internal sealed record BadLine(int Number, string Text, IReadOnlyList<string> Errors);
