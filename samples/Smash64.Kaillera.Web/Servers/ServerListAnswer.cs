namespace Smash64.Kaillera.Web.Servers;

/// <summary>What the page is told of the list.</summary>
/// <param name="State"><c>read</c>, <c>missing</c> or <c>unreadable</c>.</param>
/// <param name="Servers">The servers, in the list's order.</param>
/// <param name="Dropped">The first lines that can't be used.</param>
/// <param name="DroppedCount">How many there are in all.</param>
/// <param name="ChangedAt">When the list was written.</param>
/// <param name="IsPractice">Whether it names the practice servers of this process.</param>
internal sealed record ServerListAnswer(
    string State,
    IReadOnlyList<ListedServer> Servers,
    IReadOnlyList<DroppedLine> Dropped,
    int DroppedCount,
    DateTimeOffset? ChangedAt,
    bool IsPractice
)
{
    public static ServerListAnswer Missing { get; } = new("missing", [], [], 0, ChangedAt: null, IsPractice: false);

    public static ServerListAnswer Unreadable { get; } = Missing with { State = "unreadable" };
}
