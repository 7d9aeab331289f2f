using System.Text.Json.Serialization;
using Smash64.Kaillera.AspNetCore.History;

namespace Smash64.Kaillera.AspNetCore.V1;

/// <summary>Reads and writes the bodies of the typed API without reflection, so that the package can be trimmed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckResource))]
[JsonSerializable(typeof(CheckBody))]
[JsonSerializable(typeof(ProgressResource))]
[JsonSerializable(typeof(ServiceResource))]
[JsonSerializable(typeof(ProblemResource))]
[JsonSerializable(typeof(ServersResource))]
[JsonSerializable(typeof(HistoryResource))]
[JsonSerializable(typeof(WebhookResource))]
[JsonSerializable(typeof(DiscordMessage))]
internal sealed partial class V1Json : JsonSerializerContext;
