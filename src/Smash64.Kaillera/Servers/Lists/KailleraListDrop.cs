namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Something in a list that is not among the report's entries.</summary>
/// <param name="Reason">Why not.</param>
/// <param name="LineNumber">The number of its line in the list, from 1.</param>
/// <param name="Text">
/// What it is: the text of the line, or the address of an entry that could be read. At most 80 characters and an ellipsis, with
/// U+FFFD for characters that steer a terminal.
/// </param>
public sealed record KailleraListDrop(KailleraListDropReason Reason, int LineNumber, string Text)
{
    /// <summary>Gets the list it stood in, or <see langword="null"/> when that was a text or a file.</summary>
    public Uri? Source { get; init; }
}
