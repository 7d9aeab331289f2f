using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.History;

/// <summary>What is told of one round, in the form of each webhook.</summary>
/// <param name="Vantage">Where the service looks from.</param>
/// <param name="Minute">When: minutes since 1970.</param>
/// <param name="Online">How many servers answered.</param>
/// <param name="Asked">How many were asked.</param>
/// <param name="Alarms">What happened.</param>
internal sealed record WebhookMessage(VantageResource Vantage, int Minute, int Online, int Asked, IReadOnlyList<Alarm> Alarms)
{
    private const int MaxEvents = 50;

    // Discord takes 2,000 characters; the last line needs some.
    private const int MaxDiscordLength = 1_800;
    private const int MaxNameLength = 60;

    /// <summary>Writes it.</summary>
    public byte[] Write(KailleraWebhookFormat format) =>
        format == KailleraWebhookFormat.Discord
            ? JsonSerializer.SerializeToUtf8Bytes(new DiscordMessage(WriteText(), new DiscordMentions([])), V1Json.Default.DiscordMessage)
            : JsonSerializer.SerializeToUtf8Bytes(ToResource(), V1Json.Default.WebhookResource);

    private static string Describe(Alarm alarm)
    {
        var entry = alarm.Entry;
        var server = string.Create(CultureInfo.InvariantCulture, $"**{Escape(entry.Name)}** (`{entry.Host}:{entry.Port}`)");
        var since = string.Create(CultureInfo.InvariantCulture, $"{HistoryTime.TimeOf(alarm.SinceMinute):HH:mm} UTC");
        return alarm.Kind switch
        {
            AlarmKind.Down => $"\U0001F534 {server} does not answer since {since}.",
            AlarmKind.Up => $"\U0001F7E2 {server} answers again since {since}.",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"\U0001F7E1 {server} went and came back: {alarm.Changes} changes; it {(alarm.IsUp ? "answers" : "does not answer")} since {since}."
            ),
        };
    }

    // Names are their operators' texts: no markup, no mention, no second line.
    private static string Escape(string name)
    {
        if (name.Length == 0)
        {
            return "(no name)";
        }

        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Take(MaxNameLength))
        {
            if (Rune.IsControl(rune))
            {
                continue;
            }

            text.Append(rune.IsAscii && !Rune.IsLetterOrDigit(rune) && rune.Value != ' ' ? "\\" : "").Append(rune);
        }

        return text.ToString();
    }

    private string WriteText()
    {
        var text = new StringBuilder();
        var told = 0;
        foreach (var line in Alarms.Select(Describe))
        {
            if (text.Length + line.Length > MaxDiscordLength)
            {
                break;
            }

            text.Append(line).Append('\n');
            told++;
        }

        if (told < Alarms.Count)
        {
            text.Append(CultureInfo.InvariantCulture, $"And {Alarms.Count - told} more.\n");
        }

        if (Online == 0 && Asked > 1)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"None of {Asked} servers answers: the way out of {Vantage.Place} may be the reason.\n"
            );
        }

        return text.ToString().TrimEnd();
    }

    private WebhookResource ToResource() =>
        new(
            Vantage,
            HistoryTime.TimeOf(Minute),
            Online,
            Asked,
            [
                .. Alarms
                    .Take(MaxEvents)
                    .Select(static alarm => new WebhookEvent(
                        alarm.Kind,
                        alarm.Entry.Name,
                        alarm.Entry.Host,
                        alarm.Entry.Port,
                        alarm.IsUp,
                        HistoryTime.TimeOf(alarm.SinceMinute),
                        alarm.Changes
                    )),
            ],
            Math.Max(0, Alarms.Count - MaxEvents)
        );
}
