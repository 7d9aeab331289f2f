using Spectre.Console;

namespace Smash64.Kaillera.Console.Display;

/// <summary>The few shapes that all answers are made of. Every text is shown as it is: none is read as markup.</summary>
internal static class AnsiConsoleWords
{
    private const int Indent = 2;

    private static readonly Style Good = new(Color.Green, decoration: Decoration.Bold);
    private static readonly Style Bad = new(Color.Red, decoration: Decoration.Bold);
    private static readonly Style Title = new(decoration: Decoration.Bold);
    private static readonly Style Warning = new(Color.Yellow);
    private static readonly Style Dim = new(decoration: Decoration.Dim);

    /// <summary>Writes "Yes: …" or "No: …".</summary>
    public static void WriteAnswer(this IAnsiConsole console, bool isYes, string text) =>
        console.Write(new Paragraph()
            .Append(isYes ? "Yes: " : "No: ", isYes ? Good : Bad)
            .Append(text)
            .Append("\n"));

    /// <summary>Writes "Error: …".</summary>
    public static void WriteError(this IAnsiConsole console, string text) =>
        console.Write(new Paragraph().Append("Error: ", Bad).Append(text).Append("\n"));

    public static void WriteParagraph(this IAnsiConsole console, string text) => console.Write(new Text(text + "\n"));

    /// <summary>Writes the title of a part, an empty line before.</summary>
    public static void WriteHeading(this IAnsiConsole console, string text)
    {
        console.WriteLine();
        console.Write(new Text(text + "\n", Title));
    }

    /// <summary>Writes the names and values of what is known.</summary>
    public static void WriteFacts(this IAnsiConsole console, params IEnumerable<(string Name, string? Value)> facts)
    {
        var grid = MakeGrid();
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                grid.AddRow(new Text(name, Dim), new Text(value));
            }
        }

        if (grid.Rows.Count > 0)
        {
            console.Write(grid);
        }
    }

    /// <summary>Writes a heading and what stands under it, an empty line before.</summary>
    public static void WriteList(this IAnsiConsole console, string heading, IEnumerable<string> items)
    {
        console.WriteLine();
        console.Write(MakeList(heading, items));
    }

    /// <summary>Makes a heading and what stands under it.</summary>
    public static Rows MakeList(string heading, IEnumerable<string> items)
    {
        var grid = MakeGrid();
        foreach (var item in items)
        {
            grid.AddRow(new Text("-"), new Text(item));
        }

        return new Rows(new Text(heading), grid);
    }

    /// <summary>Writes a warning after an empty line, if there is one.</summary>
    public static void WriteWarning(this IAnsiConsole console, string? text) => WriteApart(console, text, Warning);

    /// <summary>Writes a remark after an empty line, if there is one.</summary>
    public static void WriteHint(this IAnsiConsole console, string? text) => WriteApart(console, text, Dim);

    private static void WriteApart(IAnsiConsole console, string? text, Style style)
    {
        if (text is not null)
        {
            console.WriteLine();
            console.Write(new Text(text + "\n", style));
        }
    }

    private static Grid MakeGrid() =>
        new Grid()
            .AddColumn(new GridColumn { Padding = new Padding(Indent, 0, Indent, 0), NoWrap = true })
            .AddColumn(new GridColumn { Padding = new Padding(0, 0, 0, 0) });
}
