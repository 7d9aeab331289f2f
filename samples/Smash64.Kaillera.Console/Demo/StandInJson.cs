using System.Text.Json.Serialization;

namespace Smash64.Kaillera.Console.Demo;

/// <summary>Reads and writes the checker's contract.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(CheckRequest))]
[JsonSerializable(typeof(CheckAnswer))]
[JsonSerializable(typeof(CheckMeta))]
internal sealed partial class StandInJson : JsonSerializerContext;
