namespace Smash64.Kaillera.Benchmarks.Figures;

/// <summary>Draws how the time grows with the number of hosts, as SVG with logarithmic axes.</summary>
internal static class CostPlot
{
    private const int Width = 720;
    private const int Height = 420;
    private const int Left = 80;
    private const int Right = 150;
    private const int Top = 40;
    private const int Bottom = 60;

    private const double FirstTargets = 2; // powers of ten: 100
    private const double LastTargets = 5;
    private const double FirstTime = -4; // 0.1 ms
    private const double LastTime = 2;

    private static readonly string[] Colors = ["#1f77b4", "#d62728"];

    public static string Draw(IReadOnlyList<(string Name, IReadOnlyList<(int Targets, double Seconds)> Points)> series)
    {
        var svg = new StringBuilder();
        svg.Append(
            FigureText.Show(
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"13\">\n"
            )
        );
        svg.Append("<title>Time to knock on so many hosts that all answer</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        for (var power = (int)FirstTargets; power <= LastTargets; power++)
        {
            Gridline(svg, X(power), Y(FirstTime), X(power), Y(LastTime));
            Label(svg, X(power), Height - Bottom + 20, "middle", FigureText.Count(Math.Pow(10, power)));
        }

        for (var power = (int)FirstTime; power <= LastTime; power++)
        {
            Gridline(svg, X(FirstTargets), Y(power), X(LastTargets), Y(power));
            Label(
                svg,
                Left - 8,
                Y(power) + 4,
                "end",
                power < 0 ? FigureText.Show($"{Math.Pow(10, power + 3):0.#} ms") : FigureText.Show($"{Math.Pow(10, power):0} s")
            );
        }

        Label(svg, (Width + Left - Right) / 2.0, Height - 14, "middle", "hosts");
        Label(svg, Left, Top - 16, "start", "Time to knock on so many hosts that all answer, median of five, over loopback");
        for (var i = 0; i < series.Count; i++)
        {
            Draw(svg, series[i].Name, series[i].Points, Colors[i % Colors.Length]);
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void Draw(StringBuilder svg, string name, IReadOnlyList<(int Targets, double Seconds)> points, string color)
    {
        var places = points.Select(static point => (X: X(Math.Log10(point.Targets)), Y: Y(Math.Log10(point.Seconds)))).ToList();
        var path = string.Join(' ', places.Select(static place => FigureText.Show($"{place.X:0.0},{place.Y:0.0}")));
        svg.Append(FigureText.Show($"<polyline points=\"{path}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2\"/>\n"));
        foreach (var place in places)
        {
            svg.Append(FigureText.Show($"<circle cx=\"{place.X:0.0}\" cy=\"{place.Y:0.0}\" r=\"4\" fill=\"{color}\"/>\n"));
        }

        svg.Append(FigureText.Show($"<text x=\"{places[^1].X + 10:0.0}\" y=\"{places[^1].Y + 4:0.0}\" fill=\"{color}\">{name}</text>\n"));
    }

    private static void Gridline(StringBuilder svg, double x1, double y1, double x2, double y2) =>
        svg.Append(FigureText.Show($"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\" stroke=\"#ddd\"/>\n"));

    private static void Label(StringBuilder svg, double x, double y, string anchor, string text) =>
        svg.Append(FigureText.Show($"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\" fill=\"#333\">{text}</text>\n"));

    private static double X(double power) => Left + ((power - FirstTargets) / (LastTargets - FirstTargets) * (Width - Left - Right));

    private static double Y(double power) => Height - Bottom - ((power - FirstTime) / (LastTime - FirstTime) * (Height - Top - Bottom));
}
