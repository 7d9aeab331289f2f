namespace Smash64.Kaillera.AspNetCore;

/// <summary>Who is told when a server of the list goes down or comes back.</summary>
public sealed class KailleraApiWebhook
{
    /// <summary>Gets or sets where messages are sent. Whoever knows it can write there, so it is never logged.</summary>
    /// <value>An absolute http or https address; there is no default.</value>
    public Uri? Url { get; set; }

    /// <summary>Gets or sets how messages are written.</summary>
    /// <value>The default is <see cref="KailleraWebhookFormat.Json"/>.</value>
    public KailleraWebhookFormat Format { get; set; } = KailleraWebhookFormat.Json;
}
