namespace Smash64.Kaillera.Servers.Lists;

/// <summary>One of the formats of lists.</summary>
/// <param name="name">Its name in metrics.</param>
/// <param name="parse">Reads a list.</param>
internal sealed class ListFormat<TEntry>(
    string name,
    Func<ReadOnlyMemory<byte>, KailleraServerListOptions, KailleraListReport<TEntry>> parse
)
    where TEntry : IListedAddress<TEntry>
{
    public string Name { get; } = name;

    public KailleraListReport<TEntry> Parse(ReadOnlyMemory<byte> list, KailleraServerListOptions options) => parse(list, options);
}

/// <summary>The formats of lists.</summary>
internal static class ListFormats
{
    public static ListFormat<KailleraServerEntry> Servers { get; } =
        new("servers", static (list, options) => KailleraServerListParser.Parse(list.Span, options.Encoding, options.MaxEntries));

    public static ListFormat<KailleraWaitingGame> WaitingGames { get; } =
        new("waiting_games", static (list, options) => KailleraWaitingGamesParser.Parse(list.Span, options.Encoding, options.MaxEntries));
}
