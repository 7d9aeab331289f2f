using System.Diagnostics.Metrics;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>The metrics of reading public lists, under the names of <see cref="KailleraTelemetry"/>.</summary>
internal static class ServerListTelemetry
{
    private const string KindTag = "smash64.kaillera.server_list.kind";
    private const string ReasonTag = "smash64.kaillera.server_list.reason";

    private static readonly Counter<long> Lists = KailleraTelemetry.Meter.CreateCounter<long>(
        "smash64.kaillera.server_list.lists",
        "{list}",
        "Public lists that were asked for, by outcome."
    );

    private static readonly Counter<long> Entries = KailleraTelemetry.Meter.CreateCounter<long>(
        "smash64.kaillera.server_list.entries",
        "{entry}",
        "Servers or games read from public lists."
    );

    private static readonly Counter<long> Dropped = KailleraTelemetry.Meter.CreateCounter<long>(
        "smash64.kaillera.server_list.dropped",
        "{entry}",
        "What was dropped from public lists, by reason."
    );

    public static void Count(string kind, int lists, int entries, IReadOnlyDictionary<KailleraListDropReason, int> dropped)
    {
        var kindTag = new KeyValuePair<string, object?>(KindTag, kind);
        Lists.Add(lists, kindTag);
        Entries.Add(entries, kindTag);
        foreach (var (reason, count) in dropped)
        {
            Dropped.Add(count, kindTag, new KeyValuePair<string, object?>(ReasonTag, Name(reason)));
        }
    }

    public static void CountFailure(string kind, KailleraListError error) =>
        Lists.Add(1, new KeyValuePair<string, object?>(KindTag, kind), new KeyValuePair<string, object?>("error.type", Name(error)));

    private static string Name(KailleraListDropReason reason) =>
        reason switch
        {
            KailleraListDropReason.NoAddress => "no_address",
            KailleraListDropReason.TooLong => "too_long",
            KailleraListDropReason.MissingFields => "missing_fields",
            KailleraListDropReason.InvalidHost => "invalid_host",
            KailleraListDropReason.InvalidPort => "invalid_port",
            KailleraListDropReason.InvalidNumber => "invalid_number",
            KailleraListDropReason.TooMany => "too_many",
            KailleraListDropReason.Unresolved => "unresolved",
            KailleraListDropReason.NotPublic => "not_public",
            KailleraListDropReason.Duplicate => "duplicate",
            _ => "unknown",
        };

    private static string Name(KailleraListError error) =>
        error switch
        {
            KailleraListError.Unreachable => "unreachable",
            KailleraListError.HttpStatus => "http_status",
            KailleraListError.Timeout => "timeout",
            KailleraListError.TooLarge => "too_large",
            KailleraListError.Damaged => "damaged",
            _ => "unknown",
        };
}
