using Spectre.Console;

namespace Smash64.Kaillera.Console.Tests.Display;

public sealed class TextTableTests
{
    private static readonly TextColumn[] Columns =
    [
        new("Name") { MinWidth = 6 },
        new("Ping") { IsNumber = true },
        new("Version") { MinWidth = 7, IsOptional = true },
        new("Place") { MinWidth = 5, IsOptional = true },
    ];

    private static readonly TextRow[] Rows =
    [
        new(["A long name indeed", "5 ms", "EmuLinker 1", "Chicago"]),
        new(["[red]x[/]", "120 ms", "", ""]),
        new(["\u65E5\u672C\u8A9E\u306E\u540D\u524D", "40 ms", "v", "\uD55C\uAD6D"], IsDim: true),
    ];

    [Fact]
    public void Render_RoomEnough_CutsNothing() =>
        Render(120).Should().Equal(
            "Name                  Ping  Version      Place",
            "A long name indeed    5 ms  EmuLinker 1  Chicago",
            "[red]x[/]           120 ms",
            "\u65E5\u672C\u8A9E\u306E\u540D\u524D         40 ms  v            \uD55C\uAD6D");

    [Theory]
    [InlineData(47)]
    [InlineData(40)]
    [InlineData(33)]
    [InlineData(24)]
    [InlineData(14)]
    public void Render_NarrowTerminal_KeepsTheWidth(int width) =>
        Render(width).Should().HaveCount(4, "each row has one line").And.OnlyContain(line => line.GetCellWidth() <= width);

    [Fact]
    public void Render_Narrow_CutsTheWidestFirstAndKeepsNumbers()
    {
        var lines = Render(40);

        lines[0].Should().ContainAll("Name", "Ping", "Version", "Place");
        lines[1].Should().Contain("\u2026").And.Contain("5 ms");
        lines[2].Should().Contain("120 ms");
    }

    [Fact]
    public void Render_Narrower_LeavesOutTheFirstOptionalColumn() => Render(22)[0].Should().Contain("Place").And.NotContain("Version");

    [Fact]
    public void Render_Narrowest_LeavesOutAllOptionalColumns() =>
        Render(14).Should().Equal("Name      Ping", "A lon\u2026    5 ms", "[red]\u2026  120 ms", "\u65E5\u672C\u2026    40 ms");

    [Fact]
    public void Render_TooNarrowForAnything_StillEnds() => Render(3).Should().HaveCountGreaterThan(0);

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab\u2026")]
    [InlineData("\u65E5\u672C\u8A9E", 5, "\u65E5\u672C\u2026")]
    [InlineData("\u65E5\u672C\u8A9E", 4, "\u65E5\u2026")]
    [InlineData("a\uD83D\uDE00\uD83D\uDE00", 4, "a\uD83D\uDE00\u2026")]
    [InlineData("a\uD83D\uDE00\uD83D\uDE00", 3, "a\u2026")]
    [InlineData("abc", 1, "\u2026")]
    [InlineData("abc", 0, "")]
    public void Fit_Text_IsCutToWholeCharacters(string text, int width, string expected) =>
        TextTable.Fit(text, width).Should().Be(expected);

    private static string[] Render(int width)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Write(new TextTable(Columns, Rows));
        return writer.ToString().TrimEnd('\n').Split('\n');
    }
}
