using System.Text.Json.Serialization;

namespace Smash64.Kaillera.Api;

/// <summary>The typed API's JSON as it is read; docs/api.md describes every field. Names are case-sensitive; unknown ones are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServiceBody))]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(ProgressBody))]
internal sealed partial class CheckJson : JsonSerializerContext;

internal sealed record ServiceBody(
    VantageBody? Vantage,
    string? TargetPolicy,
    bool GreetsSelf,
    string? Caller,
    int DefaultPort,
    int MinPort,
    int MaxPort,
    int? StunPort,
    LinksBody? Links
);

internal sealed record LinksBody(string? Community, string? AddressLookup, string? Tool);

internal sealed record VantageBody(string? Name, string? Place);

internal sealed record TargetBody(string? Address, int Port, bool IsSelf);

internal sealed record CheckBody(string? Id, TargetBody? Target, string? Code, VantageBody? Vantage, bool IsShared, ResultBody? Result);

internal sealed record ResultBody(
    string? Verdict,
    bool? IsReachable,
    string? Summary,
    string? Path,
    bool? Punched,
    double? RoundTripMs,
    double ElapsedMs,
    string? User,
    string? Game,
    int DatagramsSent,
    int DatagramsReceived,
    int BytesSent,
    IReadOnlyList<CodedText>? Evidence,
    IReadOnlyList<CodedText>? NextSteps
);

internal sealed record CodedText(string? Code, string? Text);

internal sealed record ProgressBody(string? Stage, double ElapsedMs, int DatagramsSent, int DatagramsReceived);
