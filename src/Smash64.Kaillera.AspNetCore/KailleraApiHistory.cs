using System.Globalization;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>
/// The memory of the service: what the servers of an <see cref="IKailleraServerSource"/> answered, pinged by the service itself.
/// Off unless it is enabled.
/// </summary>
public sealed class KailleraApiHistory
{
    private const int MostServers = 2_000;
    private const int MostWebhooks = 10;

    /// <summary>Gets or sets a value indicating whether the servers are pinged by themselves, and their answers kept.</summary>
    /// <value>The default is <see langword="false"/>: they are pinged only when somebody asks.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets or sets the SQLite file in which answers are kept.</summary>
    /// <value>
    /// A path, absolute or from the content root; <see langword="null"/>, the default, for memory alone: the history then ends with
    /// the service. A file that is broken, or somebody else's, is set aside under another name.
    /// </value>
    public string? File { get; set; }

    /// <summary>Gets or sets the time between two rounds of pings.</summary>
    /// <value>Whole minutes, 1 to 60; the default is one minute.</value>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how many servers are watched: the first of the list.</summary>
    /// <value>1 to 2,000; the default is 300. It bounds memory and file.</value>
    public int MaxServers { get; set; } = 300;

    /// <summary>Gets or sets after how many rounds without an answer in a row a server counts as down for the webhooks.</summary>
    /// <value>1 to 60; the default is 3.</value>
    public int DownAfter { get; set; } = 3;

    /// <summary>Gets or sets for how long the webhooks are told nothing more of a server after a message about it.</summary>
    /// <value>Zero to one day; the default is 15 minutes. What changed meanwhile is summed up at its end.</value>
    public TimeSpan WebhookPause { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Gets or sets who is told when a server goes down or comes back.</summary>
    /// <value>At most 10; none by default.</value>
    public IList<KailleraApiWebhook> Webhooks { get; set; } = [];

    internal IEnumerable<string> FindErrors()
    {
        if (Interval < TimeSpan.FromMinutes(1) || Interval > TimeSpan.FromHours(1) || Interval.Ticks % TimeSpan.TicksPerMinute != 0)
        {
            yield return $"History:{nameof(Interval)} must be whole minutes from 1 to 60; it is {Interval}.";
        }

        foreach (var (name, value, most) in new[] { (nameof(MaxServers), MaxServers, MostServers), (nameof(DownAfter), DownAfter, 60) })
        {
            if (value < 1 || value > most)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"History:{name} must be 1 to {most}; it is {value}.");
            }
        }

        if (WebhookPause < TimeSpan.Zero || WebhookPause > TimeSpan.FromDays(1))
        {
            yield return $"History:{nameof(WebhookPause)} must be zero to one day; it is {WebhookPause}.";
        }

        foreach (var error in FindWebhookErrors())
        {
            yield return error;
        }
    }

    // An address is a secret: no message holds it.
    private IEnumerable<string> FindWebhookErrors()
    {
        if (Webhooks.Count > MostWebhooks)
        {
            yield return $"History:{nameof(Webhooks)} must be at most {MostWebhooks}; there are {Webhooks.Count}.";
        }

        for (var at = 0; at < Webhooks.Count; at++)
        {
            var webhook = Webhooks[at];
            if (webhook.Url is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            {
                yield return $"History:{nameof(Webhooks)}:{at}:{nameof(webhook.Url)} must be an absolute http or https address.";
            }

            if (!Enum.IsDefined(webhook.Format) || webhook.Format == KailleraWebhookFormat.Unknown)
            {
                yield return $"History:{nameof(Webhooks)}:{at}:{nameof(webhook.Format)} must be Json or Discord; it is {webhook.Format}.";
            }
        }
    }
}
