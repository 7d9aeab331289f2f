using System.Runtime.InteropServices;
using Smash64.Kaillera.Benchmarks.Figures;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>What <c>kaillera scan</c> costs beyond the probing: its start, its input and its output.</summary>
internal sealed partial class ScanCost(FigureText text, Targets targets, int port, int rounds, CancellationToken cancellationToken)
{
    private const int Hosts = 100_000;
    private const int Children = -1; // RUSAGE_CHILDREN

    public async Task RunAsync()
    {
        text.Heading("What `kaillera scan` costs beyond the probing");
        Console.Error.WriteLine($"measuring: kaillera scan, {Hosts} hosts");
        var list = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(
                list,
                Measurement.MakeHosts(Hosts, isMixed: false, port).Select(static host => host.ToString()),
                cancellationToken
            );
            var tool = Repository.PathOf("samples", "Smash64.Kaillera.Console", "bin", "Release", "net10.0", "kaillera.dll");
            string[] scan = ["scan", list, "--mode", "knock", "--rate", "0", "--timeout", "1s"];
            var (probing, asText, asJson) = (new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < rounds; i++)
            {
                probing.Add(
                    await MeasureAsync(() => Worker.MeasureAsync(Measurement.BulkName, Hosts, isMixed: false, 1, port, cancellationToken))
                );
                asText.Add(await MeasureAsync(() => ScanAsync(scan)));
                asJson.Add(await MeasureAsync(() => ScanAsync([.. scan, "--json"])));
            }

            var bare = Median(probing);
            text.Table(
                [$"{FigureText.Count(Hosts)} hosts that answer, medians", "processor time of the process", "a host, beyond the probing"],
                [
                    ["`ProbeManyAsync`, results counted", FigureText.Seconds(bare), ""],
                    ["`kaillera scan`, text into a pipe", FigureText.Seconds(Median(asText)), Beyond(asText)],
                    ["`kaillera scan --json`, into a pipe", FigureText.Seconds(Median(asJson)), Beyond(asJson)],
                ]
            );
            targets.AtMost("`kaillera scan`, microseconds a host beyond the probing", (Median(asText) - bare) / Hosts * 1e6, 8);
            targets.AtMost("`kaillera scan --json`, microseconds a host beyond the probing", (Median(asJson) - bare) / Hosts * 1e6, 8);

            async Task ScanAsync(string[] args)
            {
                if (!await Worker.RunAsync(tool, args, cancellationToken))
                {
                    throw new InvalidOperationException($"{tool} failed: build it with -c Release.");
                }
            }

            string Beyond(List<double> measured) => FigureText.Nanoseconds((Median(measured) - bare) / Hosts * 1e9);
        }
        finally
        {
            File.Delete(list);
        }
    }

    private static async Task<double> MeasureAsync(Func<Task> run)
    {
        var before = ReadProcessorTime();
        await run();
        return ReadProcessorTime() - before;
    }

    private static double Median(List<double> measured) => measured.Order().ElementAt(measured.Count / 2);

    // Seconds that children took which have ended: the only way to read what a process took after its end.
    private static unsafe double ReadProcessorTime()
    {
        var usage = stackalloc long[18]; // struct rusage: two struct timeval, then fourteen numbers
        if (getrusage(Children, usage) != 0)
        {
            throw new InvalidOperationException("getrusage failed.");
        }

        return usage[0] + usage[2] + ((usage[1] + usage[3]) / 1e6);
    }

    [LibraryImport("libc")]
    private static unsafe partial int getrusage(int who, long* usage);
}
