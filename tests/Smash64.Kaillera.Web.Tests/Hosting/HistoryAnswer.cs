using System.Text.Json;

namespace Smash64.Kaillera.Web.Tests.Hosting;

/// <summary>A history as the service would tell it: a gap at its beginning, a silence in its middle, and pings that vary.</summary>
internal static class HistoryAnswer
{
    public static readonly DateTimeOffset From = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Has the page get it for each server and span.</summary>
    public static Task ServeAsync(IPage page) =>
        page.RouteAsync(
            StatusPage.Histories,
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = Make(route.Request.Url.Split("span=")[^1]) })
        );

    /// <summary>Makes it.</summary>
    /// <param name="span">What is asked for.</param>
    /// <param name="isEmpty">Whether nobody was asked yet.</param>
    public static string Make(string span, bool isEmpty = false)
    {
        var (seconds, count, rounds) = span switch
        {
            "day" => (60, 1_440, 1),
            "week" => (300, 2_016, 5),
            _ => (300, 8_640, 5),
        };
        var steps = Enumerable
            .Range(0, count)
            .Select(at => (At: at, IsAsked: !isEmpty && at >= count / 4, IsUp: at < count / 2 || at >= count * 5 / 8))
            .ToList();
        return JsonSerializer.Serialize(
            new
            {
                server = "198.51.100.12:27888",
                span,
                from = From,
                stepSeconds = seconds,
                asked = steps.Select(step => step.IsAsked ? rounds : 0),
                answered = steps.Select(step => step.IsAsked && step.IsUp ? rounds : 0),
                lostPings = steps.Select(step => step.IsAsked && !step.IsUp ? rounds * 3 : 0),
                minMs = steps.Select(step => Ms(step, 100)),
                medianMs = steps.Select(step => Ms(step, 120 + (step.At % 7))),
                maxMs = steps.Select(step => Ms(step, 150 + (step.At % 31))),
                uptime = new
                {
                    day = 1,
                    week = 1,
                    month = 1,
                },
            }
        );

        static double? Ms((int At, bool IsAsked, bool IsUp) step, double ms) => step.IsAsked && step.IsUp ? ms : null;
    }
}
