using System.Text.Json.Serialization;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>A message to a webhook in plain JSON. docs/operations.md describes every field.</summary>
internal sealed record WebhookResource(
    VantageResource Vantage,
    DateTimeOffset At,
    int Online,
    int Asked,
    IReadOnlyList<WebhookEvent> Events,
    int MoreEvents
);

/// <summary>What happened to one server.</summary>
internal sealed record WebhookEvent(
    [property: JsonConverter(typeof(KebabCaseEnumConverter<AlarmKind>))] AlarmKind Event,
    string Name,
    string Host,
    int Port,
    bool IsOnline,
    DateTimeOffset Since,
    int Changes
);

/// <summary>A message as Discord's webhooks want it.</summary>
internal sealed record DiscordMessage(string Content, [property: JsonPropertyName("allowed_mentions")] DiscordMentions AllowedMentions);

/// <summary>Whom a message may mention: nobody.</summary>
internal sealed record DiscordMentions(IReadOnlyList<string> Parse);
