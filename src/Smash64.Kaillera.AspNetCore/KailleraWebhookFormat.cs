namespace Smash64.Kaillera.AspNetCore;

/// <summary>How a message to a webhook is written.</summary>
public enum KailleraWebhookFormat
{
    /// <summary>Not said: the options are refused.</summary>
    Unknown,

    /// <summary>As a JSON object with the events; docs/operations.md has its fields.</summary>
    Json,

    /// <summary>As Discord's webhooks want it: a text in <c>content</c>, which mentions nobody.</summary>
    Discord,
}
