using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>What a page needs to know about the service.</summary>
internal sealed record ServiceResource(
    VantageResource Vantage,
    [property: JsonConverter(typeof(KebabCaseEnumConverter<KailleraCheckTargets>))] KailleraCheckTargets TargetPolicy,
    bool GreetsSelf,
    string? Caller,
    int DefaultPort,
    int MinPort,
    int MaxPort,
    int? StunPort,
    ServiceLinks Links
);

internal sealed record ServiceLinks(string? Community, string? AddressLookup, string? Tool);
