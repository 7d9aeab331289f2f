using System.ComponentModel;
using Smash64.Kaillera.Benchmarks.Figures;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>
/// Measures the bulk probe beside the floor: a program in C that makes the same system calls and nothing else. Needs <c>cc</c>;
/// without it, and without what native programs of .NET are linked with, rows are left out.
/// </summary>
internal sealed class FloorRun(FigureText text, Targets targets, int port, int rounds, CancellationToken cancellationToken) : IDisposable
{
    private const int Warm = 200_000;
    private const int Cold = 20_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kaillera-floor");

    public void Dispose() => _folder.Delete(recursive: true);

    public async Task RunAsync()
    {
        text.Heading("Beside a C program that makes the same calls and nothing else");
        var floor = Path.Combine(_folder.FullName, "floor");
        if (!await TryRunAsync("cc", ["-O2", "-o", floor, Path.Combine(AppContext.BaseDirectory, "floor.c")]))
        {
            text.Line("Not measured: there is no C compiler.\n");
            return;
        }

        var rows = new List<(string Name, Round Measured, Round Floor)> { await MeasureWarmAsync(floor) };
        var warm = rows[0];
        targets.AtLeast("rate of the floor that a warm bulk probe reaches", warm.Floor.Seconds / warm.Measured.Seconds, 0.9);
        targets.AtMost("processor time of a warm bulk probe, times the floor's", warm.Measured.CpuSeconds / warm.Floor.CpuSeconds, 1.2);
        rows.AddRange(await MeasureColdAsync(floor));
        text.Table(
            ["medians", "time", "the floor's", "rate of the floor's", "processor time", "the floor's", "ratio"],
            rows.Select(static row =>
                (string[])
                    [
                        row.Name,
                        FigureText.Seconds(row.Measured.Seconds),
                        FigureText.Seconds(row.Floor.Seconds),
                        FigureText.Ratio(row.Floor.Seconds / row.Measured.Seconds),
                        FigureText.Seconds(row.Measured.CpuSeconds),
                        FigureText.Seconds(row.Floor.CpuSeconds),
                        FigureText.Ratio(row.Measured.CpuSeconds / row.Floor.CpuSeconds),
                    ]
            )
        );
    }

    // In turns, here and below: what else the machine does hits all alike.
    private async Task<(string, Round, Round)> MeasureWarmAsync(string floor)
    {
        Console.Error.WriteLine($"measuring: the floor, {Warm} hosts");
        var before = await Worker.MeasureAsync(floor, [port, Warm, rounds], rounds, cancellationToken);
        var bulks = await Worker.MeasureAsync(Measurement.BulkName, Warm, isMixed: false, rounds, port, cancellationToken);
        var after = await Worker.MeasureAsync(floor, [port, Warm, rounds], rounds, cancellationToken);
        return ($"{FigureText.Count(Warm)} hosts, warm", Round.MedianOf(bulks), Round.MedianOf([.. before, .. after]));
    }

    private async Task<List<(string, Round, Round)>> MeasureColdAsync(string floor)
    {
        Console.Error.WriteLine($"measuring: the floor, {Cold} hosts in fresh processes");
        var native = await PublishNativeAsync();
        var (floors, managed, natives) = (new List<Round>(), new List<Round>(), new List<Round>());
        for (var i = 0; i < rounds; i++)
        {
            floors.AddRange(await Worker.MeasureAsync(floor, [port, Cold, 1], 1, cancellationToken));
            managed.AddRange(await Worker.MeasureAsync(Measurement.BulkName, Cold, isMixed: false, 1, port, cancellationToken));
            natives.AddRange(native is null ? [] : await Worker.MeasureAsync(native, [port, Cold], 1, cancellationToken));
        }

        var (hosts, least) = (FigureText.Count(Cold), Round.MedianOf(floors));
        List<(string, Round, Round)> rows = [($"{hosts} hosts, a fresh process of .NET", Round.MedianOf(managed), least)];
        if (natives.Count > 0)
        {
            var compiled = Round.MedianOf(natives);
            rows.Add(($"{hosts} hosts, a fresh native program", compiled, least));
            targets.AtLeast("rate of the floor that a fresh native program reaches", least.Seconds / compiled.Seconds, 0.7);
        }

        return rows;
    }

    private async Task<string?> PublishNativeAsync()
    {
        const string Name = "Smash64.Kaillera.Benchmarks.Native";
        var output = Path.Combine(_folder.FullName, "native");
        var project = Repository.PathOf("tests", Name);
        return await TryRunAsync("dotnet", ["publish", project, "-c", "Release", "--ucr", "-o", output])
            ? Path.Combine(output, Name)
            : null;
    }

    private async Task<bool> TryRunAsync(string program, IReadOnlyList<string> args)
    {
        try
        {
            return await Worker.RunAsync(program, args, cancellationToken);
        }
        catch (Win32Exception)
        {
            return false; // not installed
        }
    }
}
