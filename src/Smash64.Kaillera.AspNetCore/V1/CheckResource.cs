using System.Text.Json.Serialization;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>A check as <c>v1/checks</c> shows it. docs/api.md describes every field.</summary>
internal sealed record CheckResource
{
    public required string Id { get; init; }

    public required CheckState State { get; init; }

    /// <summary>Gets the address that is asked, or <see langword="null"/> for a code, whose host's address is nobody's business.</summary>
    public required CheckTarget? Target { get; init; }

    /// <summary>Gets the connect code, or <see langword="null"/> for an address.</summary>
    public required string? Code { get; init; }

    public required VantageResource Vantage { get; init; }

    public required bool IsShared { get; init; }

    public required CheckResult? Result { get; init; }

    public required CheckLinks Links { get; init; }
}

[JsonConverter(typeof(KebabCaseEnumConverter<CheckState>))]
internal enum CheckState
{
    Running,
    Done,
}

internal sealed record CheckTarget(string Address, int Port, bool IsSelf);

internal sealed record VantageResource(string Name, string Place);

internal sealed record CheckLinks(string Self, string Events);

internal sealed record CheckResult
{
    [JsonConverter(typeof(KebabCaseEnumConverter<KailleraCheckVerdict>))]
    public required KailleraCheckVerdict Verdict { get; init; }

    public required bool IsReachable { get; init; }

    public required string Summary { get; init; }

    /// <summary>Gets over which path the host was asked.</summary>
    [JsonConverter(typeof(KebabCaseEnumConverter<P2PPathKind>))]
    public required P2PPathKind Path { get; init; }

    /// <summary>Gets whether the host's datagrams came through a hole that both sides opened; null where none was needed.</summary>
    public required bool? Punched { get; init; }

    public required double? RoundTripMs { get; init; }

    public required double ElapsedMs { get; init; }

    public required string? User { get; init; }

    public required string? Game { get; init; }

    public required int DatagramsSent { get; init; }

    public required int DatagramsReceived { get; init; }

    public required int BytesSent { get; init; }

    public required IReadOnlyList<Evidence> Evidence { get; init; }

    public required IReadOnlyList<NextStep> NextSteps { get; init; }
}

internal sealed record Evidence(
    [property: JsonConverter(typeof(KebabCaseEnumConverter<KailleraEvidenceCode>))] KailleraEvidenceCode Code,
    string Text
);

internal sealed record NextStep(
    [property: JsonConverter(typeof(KebabCaseEnumConverter<KailleraNextStepCode>))] KailleraNextStepCode Code,
    string Text
);
