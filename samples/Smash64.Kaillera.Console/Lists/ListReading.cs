using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Console.Lists;

/// <summary>How the reading of one list ended.</summary>
/// <param name="Source">The list.</param>
/// <param name="Report">What was read and what was dropped; empty where the list could not be read.</param>
internal sealed record ListReading(ListSource Source, KailleraListReport<KailleraServerEntry> Report)
{
    /// <summary>Gets why the list could not be read, or <see langword="null"/>.</summary>
    public KailleraListFailure? Failure { get; init; }
}
