namespace Smash64.Kaillera.Benchmarks.Figures;

/// <summary>What the figures have to be, and whether they are.</summary>
internal sealed class Targets
{
    private readonly List<string[]> _rows = [];

    public bool AreMet { get; private set; } = true;

    public void AtLeast(string what, double value, double bound) =>
        Add(what, value, $"at least {FigureText.Show($"{bound:0.##}")}", value >= bound);

    public void AtMost(string what, double value, double bound) =>
        Add(what, value, $"at most {FigureText.Show($"{bound:0.##}")}", value <= bound);

    public void WriteTo(FigureText text)
    {
        text.Heading("Targets");
        text.Table(["", "measured", "target", ""], _rows);
    }

    private void Add(string what, double value, string target, bool isMet)
    {
        AreMet &= isMet;
        _rows.Add([what, FigureText.Show($"{value:0.##}"), target, isMet ? "met" : "**missed**"]);
    }
}
