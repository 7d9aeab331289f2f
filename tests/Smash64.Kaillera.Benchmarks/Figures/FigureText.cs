using System.Globalization;

namespace Smash64.Kaillera.Benchmarks.Figures;

/// <summary>The figures as Markdown, shown as they come and kept for the page.</summary>
internal sealed class FigureText
{
    private readonly StringBuilder _text = new();

    public static string Nanoseconds(double time) => time < 1_000 ? Show($"{time:0.0} ns") : Show($"{time / 1_000:0.00} µs");

    public static string Microseconds(TimeSpan time) => Show($"{time.TotalMicroseconds:0} µs");

    public static string Seconds(double time) => time < 1 ? Show($"{time * 1_000:0} ms") : Show($"{time:0.00} s");

    public static string Ratio(double ratio) => ratio < 10 ? Show($"{ratio:0.00} times") : Show($"{ratio:0} times");

    public static string Bytes(double bytes) => Show($"{bytes:N0} B");

    public static string Count(double count) => Show($"{count:N0}");

    public static string Show(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    public void Heading(string heading) => Line($"### {heading}\n");

    public void Line(string line)
    {
        _text.Append(line).Append('\n');
        Console.WriteLine(line);
    }

    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line($"| {string.Join(" | ", head)} |");
        Line($"|{string.Concat(Enumerable.Repeat("---|", head.Count))}");
        foreach (var row in rows)
        {
            Line($"| {string.Join(" | ", row)} |");
        }

        Line("");
    }

    public override string ToString() => _text.ToString();
}
