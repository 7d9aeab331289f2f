using Spectre.Console;
using Spectre.Console.Rendering;

namespace Smash64.Kaillera.Console.Display;

/// <summary>The few shapes that all answers are made of. Every text is shown as it is: none is read as markup.</summary>
internal static class AnsiConsoleWords
{
    private static readonly Padding Indent = new(2, 0, 0, 0);
    private static readonly Style Good = new(Color.Green, decoration: Decoration.Bold);
    private static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Title = new(decoration: Decoration.Bold);
    private static readonly Style Warning = new(Color.Yellow);
    private const int NameWidth = 8;
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Writes "Yes: …" or "No: …".</summary>
    public static void WriteAnswer(this IAnsiConsole console, bool isYes, string text) =>
        console.Write(new Paragraph(isYes ? "Yes: " : "No: ", isYes ? Good : Bad).Append(text + "\n"));

    /// <summary>Writes a line with a mark before it: a tick, a cross, a question mark, a dash.</summary>
    public static void WriteMarked(this IAnsiConsole console, Mark mark, string name, string text)
    {
        var isUnicode = console.Profile.Capabilities.Unicode;
        var (sign, style) = mark switch
        {
            Mark.Good => (isUnicode ? "✓" : "+", Good),
            Mark.Bad => (isUnicode ? "✗" : "x", Bad),
            Mark.Unsure => ("?", Warning),
            _ => ("-", Dim),
        };
        var line = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1))
            .AddColumn(new GridColumn().Width(NameWidth).NoWrap().PadLeft(0).PadRight(1))
            .AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        line.AddRow(new Text(sign, style), new Text(name.ToLowerInvariant(), Title), new Text(text));
        console.Write(line);
    }

    /// <summary>Writes "Error: …".</summary>
    public static void WriteError(this IAnsiConsole console, string text) =>
        console.Write(new Paragraph("Error: ", Bad).Append(text + "\n"));

    public static void WriteParagraph(this IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    /// <summary>Writes a question; what is typed stands behind it.</summary>
    public static void WriteQuestion(this IAnsiConsole console, string text) => console.Write(new Text($"{text} "));

    /// <summary>Writes the title of a part, an empty line before.</summary>
    public static void WriteHeading(this IAnsiConsole console, string text) => WriteApart(console, text, Title);

    /// <summary>Writes a warning after an empty line, if there is one.</summary>
    public static void WriteWarning(this IAnsiConsole console, string? text) => WriteApart(console, text, Warning);

    /// <summary>Writes a remark after an empty line, if there is one.</summary>
    public static void WriteHint(this IAnsiConsole console, string? text) => WriteApart(console, text, Dim);

    /// <summary>Writes the names and values of what is known.</summary>
    public static void WriteFacts(this IAnsiConsole console, params IReadOnlyList<(string Name, string? Value)> facts)
    {
        var width = facts.Max(fact => fact.Name.Length) + 2;
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                console.Write(Indented(new Paragraph(name.PadRight(width), Dim).Append(value)));
            }
        }
    }

    /// <summary>Writes a heading and what stands under it, an empty line before.</summary>
    public static void WriteList(this IAnsiConsole console, string heading, IEnumerable<string> items)
    {
        console.WriteLine();
        console.Write(MakeList(heading, items));
    }

    /// <summary>Makes a heading and what stands under it.</summary>
    public static Rows MakeList(string heading, IEnumerable<string> items) =>
        new([new Text(heading), .. items.Select(item => Indented(new Text($"- {item}")))]);

    /// <summary>Moves something to the right.</summary>
    public static Padder Indented(IRenderable content) => new(content, Indent);

    private static void WriteApart(IAnsiConsole console, string? text, Style style)
    {
        if (text is not null)
        {
            console.WriteLine();
            console.Write(new Text(text + "\n", style));
        }
    }
}

/// <summary>How a line of several is marked.</summary>
internal enum Mark
{
    None,
    Good,
    Bad,
    Unsure,
}
