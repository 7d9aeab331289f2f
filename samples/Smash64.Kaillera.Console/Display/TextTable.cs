using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Smash64.Kaillera.Console.Display;

/// <summary>
/// Rows of texts under each other, a line each, however narrow the terminal is: long texts are cut, and what still does not fit
/// is left out. Texts are shown as they are, and characters that take two cells, as those of Japanese and Korean, take two here.
/// </summary>
internal sealed class TextTable(IReadOnlyList<TextColumn> columns, IReadOnlyList<TextRow> rows) : Renderable
{
    private const string Gap = "  ";
    private const char Ellipsis = '…'; // takes one cell

    private static readonly Style Title = new(decoration: Decoration.Bold);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Gets the lines' common indent, in cells.</summary>
    public int Indent { get; init; }

    /// <summary>Gets how many cells stay free at the right.</summary>
    public int Spare { get; init; }

    /// <summary>Cuts a text to so many cells, whole characters only.</summary>
    public static string Fit(string text, int width)
    {
        if (text.GetCellWidth() <= width)
        {
            return text;
        }

        var kept = new StringBuilder();
        var room = width - 1;
        foreach (var rune in text.EnumerateRunes())
        {
            var character = rune.ToString();
            room -= character.GetCellWidth();
            if (room < 0)
            {
                break;
            }

            kept.Append(character);
        }

        return width <= 0 ? string.Empty : kept.Append(Ellipsis).ToString();
    }

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var widths = FindWidths(maxWidth - Indent - Spare);
        yield return new Segment(Lay([.. columns.Select(static column => column.Title)], widths), Title);
        yield return Segment.LineBreak;
        foreach (var row in rows)
        {
            yield return new Segment(Lay(row.Cells, widths), row.IsDim ? Dim : Style.Plain);
            yield return Segment.LineBreak;
        }
    }

    /// <summary>
    /// Finds the columns that fit with their texts cut as far as may be; then cuts the widest first, and only as far as must be.
    /// </summary>
    /// <returns>A width for each column; 0 where it is left out.</returns>
    private int[] FindWidths(int room)
    {
        var widths = new int[columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = rows.Select(row => row.Cells[i]).Prepend(columns[i].Title).Max(static text => text.GetCellWidth());
        }

        for (var i = 0; i < widths.Length && Sum(Least) > room; i++)
        {
            widths[i] = columns[i].IsOptional ? 0 : widths[i];
        }

        for (var excess = Sum(i => widths[i]) - room; excess > 0; excess--)
        {
            var widest = Enumerable.Range(0, widths.Length).MaxBy(i => widths[i] > Least(i) ? widths[i] : 0);
            if (widths[widest] <= Least(widest))
            {
                break;
            }

            widths[widest]--;
        }

        return widths;

        int Least(int i) => columns[i].MinWidth is { } least ? Math.Min(least, widths[i]) : widths[i];

        int Sum(Func<int, int> width) =>
            Enumerable.Range(0, widths.Length).Where(i => widths[i] > 0).Sum(i => width(i) + Gap.Length) - Gap.Length;
    }

    private string Lay(IReadOnlyList<string> cells, int[] widths)
    {
        var line = new StringBuilder().Append(' ', Indent);
        for (var i = 0; i < widths.Length; i++)
        {
            if (widths[i] > 0)
            {
                var text = Fit(cells[i], widths[i]);
                var padding = widths[i] - text.GetCellWidth();
                var before = columns[i].IsNumber ? padding : 0;
                line.Append(' ', before).Append(text).Append(' ', padding - before).Append(Gap);
            }
        }

        return line.ToString().TrimEnd(' ');
    }
}
