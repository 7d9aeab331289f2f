namespace Smash64.Kaillera.Servers.Lists;

/// <summary>What was read from lists, and what was not.</summary>
/// <typeparam name="TEntry">A <see cref="KailleraServerEntry"/> or a <see cref="KailleraWaitingGame"/>.</typeparam>
public sealed record KailleraListReport<TEntry>
{
    /// <summary>Gets what was read, in the lists' order.</summary>
    public IReadOnlyList<TEntry> Entries { get; init; } = [];

    /// <summary>Gets the first of what was dropped, in the lists' order.</summary>
    /// <value>At most 100 unless told otherwise. <see cref="DroppedByReason"/> counts the rest too.</value>
    public IReadOnlyList<KailleraListDrop> Dropped { get; init; } = [];

    /// <summary>Gets how much was dropped for each reason. Reasons that did not occur are missing.</summary>
    public IReadOnlyDictionary<KailleraListDropReason, int> DroppedByReason { get; init; } = new Dictionary<KailleraListDropReason, int>();

    /// <summary>Gets how much was dropped in all, what <see cref="Dropped"/> leaves out included.</summary>
    public int DroppedCount => DroppedByReason.Values.Sum();

    /// <summary>Gets the lists that could not be read.</summary>
    public IReadOnlyList<KailleraListFailure> Failures { get; init; } = [];
}
