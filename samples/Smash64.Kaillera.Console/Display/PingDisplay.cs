using Spectre.Console;
using Spectre.Console.Rendering;

namespace Smash64.Kaillera.Console.Display;

/// <summary>Says to a person how far a host or server is, and draws it while the answers come.</summary>
internal sealed class PingDisplay
{
    private const int MostShown = 1_000;
    private const int Margin = 6;
    private const string Bars = "▁▂▃▄▅▆▇█";
    private const char Lost = '·';

    private readonly Lock _lock = new();
    private readonly List<PingAnswer> _answers = [];

    /// <summary>Keeps an answer for the graph.</summary>
    public void Add(PingAnswer answer)
    {
        lock (_lock)
        {
            _answers.Add(answer);
            if (_answers.Count > MostShown)
            {
                _answers.RemoveAt(0);
            }
        }
    }

    /// <summary>Makes the graph of the last answers, as wide as the terminal is.</summary>
    public IRenderable Draw(int width)
    {
        lock (_lock)
        {
            if (_answers.Count == 0)
            {
                return new Text("…");
            }

            return new Rows(new Text("  " + Graph(_answers, Math.Max(1, width - Margin))), new Text(Line(_answers[^1])));
        }
    }

    /// <summary>Draws times as bars, the longest as the highest.</summary>
    public static string Graph(IReadOnlyList<PingAnswer> answers, int width)
    {
        var shown = answers.Skip(answers.Count - width).ToList();
        var most = Math.Max(0.1, shown.Max(static answer => answer.RoundTripMs) ?? 0);
        return string.Concat(
            shown.Select(answer => answer.RoundTripMs is { } time ? Bars[(int)Math.Min(Bars.Length - 1, time / most * Bars.Length)] : Lost)
        );
    }

    public static void Show(IAnsiConsole console, PingAnswer answer) => console.WriteParagraph(Line(answer));

    public static void Show(IAnsiConsole console, PingSummary summary)
    {
        console.WriteLine();
        console.WriteAnswer(summary.Reachable, Describe(summary));
        if (!summary.Reachable)
        {
            console.WriteParagraph(summary.Reason);
            return;
        }

        console.WriteFacts(
            (
                "Delay",
                ShowFrames(summary.Frames) + (summary.Connection is { } connection ? $" on the connection {connection}" : string.Empty)
            ),
            ("Median", Milliseconds(summary.MedianMs)),
            ("Mean", Milliseconds(summary.MeanMs)),
            ("95 of 100", Milliseconds(summary.P95Ms)),
            ("From, to", FormattableString.Invariant($"{summary.MinMs} to {summary.MaxMs} ms")),
            ("Jitter", Milliseconds(summary.JitterMs)),
            (
                "Loss",
                FormattableString.Invariant($"{summary.Sent - summary.Received} of {summary.Sent}, {ServerDisplay.Percent(summary.Loss)}")
            )
        );
        console.WriteHint(
            summary.Connection is null
                ? "The delay is n02's: what a game between the two of you plays late, on a line that stays as it is."
                : "The delay is an estimate, by EmuLinkerSF's formula: other servers differ."
        );
    }

    private static string Describe(PingSummary summary)
    {
        var who = summary.Name is { } name ? $"{name}:{summary.Port} ({summary.Host})" : $"{summary.Host}:{summary.Port}";
        return summary.Kind switch
        {
            "p2pHost" => $"{who} answers as a P2P host.",
            "server" => $"{who} answers as a Kaillera server.",
            _ => $"{who} did not answer.",
        };
    }

    private static string Line(PingAnswer answer)
    {
        var number = FormattableString.Invariant($"{answer.Number}").PadLeft(5);
        return answer.RoundTripMs is { } time
            ? FormattableString.Invariant($"{number}  {time:0.0} ms  {ShowFrames(answer.Frames)}")
            : $"{number}  lost";
    }

    private static string ShowFrames(int? frames) => frames == 1 ? "1 frame" : FormattableString.Invariant($"{frames} frames");

    private static string? Milliseconds(double? time) => time is { } known ? FormattableString.Invariant($"{known} ms") : null;
}
