using System.Text.Json.Serialization;

namespace Smash64.Kaillera.Api;

/// <summary>The service's JSON, field by field. Names are case-sensitive; unknown ones are passed over.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckRequestBody))]
[JsonSerializable(typeof(CodeRequestBody))]
[JsonSerializable(typeof(CheckAnswerBody))]
[JsonSerializable(typeof(P2PCheckAnswerBody))]
[JsonSerializable(typeof(CheckMetaBody))]
[JsonSerializable(typeof(FaultBody))]
internal sealed partial class ApiJson : JsonSerializerContext;

/// <summary>What <c>p2p-check</c> and <c>server-check</c> are asked; the second knows no <c>via</c>.</summary>
internal sealed class CheckRequestBody
{
    [JsonPropertyName("host")]
    public required string Host { get; init; }

    // The page sends the port as text, the original takes both forms.
    [JsonPropertyName("port")]
    public required int Port { get; init; }

    [JsonPropertyName("via")]
    public string? Via { get; init; }
}

/// <summary>What <c>v1/checks</c> is asked about a connect code.</summary>
internal sealed record CodeRequestBody([property: JsonPropertyName("code")] string Code);

/// <summary>What both checks answer.</summary>
internal class CheckAnswerBody
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("success")]
    public bool? Success { get; init; }
}

/// <summary>What <c>p2p-check</c> answers.</summary>
internal sealed class P2PCheckAnswerBody : CheckAnswerBody
{
    // A text that holds JSON: CheckMetaBody.
    [JsonPropertyName("meta")]
    public string? Meta { get; init; }
}

/// <summary>What a failure says of itself: the original's message, or problem details (RFC 9457) with a code.</summary>
internal sealed class FaultBody
{
    [JsonPropertyName("message")]
    public string? Message { get; init; }

    [JsonPropertyName("detail")]
    public string? Detail { get; init; }

    [JsonPropertyName("code")]
    public string? Code { get; init; }
}

/// <summary>What the text in <c>meta</c> holds; <c>{}</c> where the request was not understood.</summary>
internal sealed class CheckMetaBody
{
    [JsonPropertyName("host")]
    public string? Host { get; init; }

    [JsonPropertyName("port")]
    public int? Port { get; init; }

    [JsonPropertyName("user")]
    public string? User { get; init; }

    [JsonPropertyName("game")]
    public string? Game { get; init; }
}
