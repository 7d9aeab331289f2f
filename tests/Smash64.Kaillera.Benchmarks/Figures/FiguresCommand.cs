using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Smash64.Kaillera.Benchmarks.Micro;
using Smash64.Kaillera.Benchmarks.Network;

namespace Smash64.Kaillera.Benchmarks.Figures;

/// <summary><c>figures</c>: measures everything that docs/performance.md shows, in about six minutes.</summary>
internal static class FiguresCommand
{
    private const string Begin = "<!-- figures -->";
    private const string End = "<!-- end of figures -->";

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "How often each network part is measured; the medians count.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<string?> Write = new("--write")
    {
        Description = "The folder docs of a clone: puts the tables into performance.md and the plot into images.",
    };

    public static Command Create()
    {
        var command = new Command("figures", "Measures validation, datagrams, conversations, single probes and bulk probes. Linux.")
        {
            Rounds,
            Write,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(Rounds), parsed.GetValue(Write), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int rounds, string? folder, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        var text = new FigureText();
        var targets = new Targets();
        text.Line(
            FigureText.Show(
                $"Measured on {DateTime.UtcNow:yyyy-MM-dd}: {Environment.ProcessorCount} cores ({FindProcessor()}), {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; medians of {rounds}.\n"
            )
        );
        MicroRun.Run(text, targets);
        string plot;
        var (responder, port) = await Worker.StartResponderAsync(cancellationToken);
        using (responder)
        {
            plot = await new NetworkRun(text, targets, port, rounds, cancellationToken).RunAsync();
            responder.StandardInput.Close();
            await responder.WaitForExitAsync(cancellationToken);
        }

        targets.WriteTo(text);
        if (folder is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "images", "bulk-cost.svg"), plot, cancellationToken);
            var page = Path.Combine(folder, "performance.md");
            var old = await File.ReadAllTextAsync(page, cancellationToken);
            var (first, last) = (old.IndexOf(Begin, StringComparison.Ordinal), old.IndexOf(End, StringComparison.Ordinal));
            var fresh = $"{old[..first]}{Begin}\n\n{text.ToString().TrimEnd()}\n\n{old[last..]}";
            await File.WriteAllTextAsync(page, fresh, cancellationToken);
        }

        Console.Error.WriteLine(FigureText.Show($"took {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s"));
        return targets.AreMet ? 0 : 1;
    }

    private static string FindProcessor() =>
        File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':')[1]
            .Trim()
        ?? RuntimeInformation.ProcessArchitecture.ToString();
}
