using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>Measures a way in this process, which was started for that, and writes a line of JSON for each round.</summary>
internal static class Measurement
{
    public const string BulkName = "bulk";
    public const string ManagedName = "managed";
    public const string UdpClientName = "udpclient";

    // The compiler is at work for about a second, until each method that is called often has its final code.
    private const int WarmUpRounds = 3;

    public static async Task<int> RunAsync(string way, int targets, bool isMixed, int rounds, int port, CancellationToken cancellationToken)
    {
        IWay asked = way switch
        {
            BulkName => new BulkWay(),
            ManagedName => new ManagedWay(),
            _ => new UdpClientWay(),
        };
        var hosts = MakeHosts(targets, isMixed, port);
        if (rounds > 1)
        {
            var answering = MakeHosts(targets, isMixed: false, port);
            for (var i = 0; i < WarmUpRounds; i++)
            {
                _ = await asked.CountAnswersAsync(answering, cancellationToken);
            }
        }

        for (var i = 0; i < rounds; i++)
        {
            var round = await MeasureAsync(asked, hosts, cancellationToken);
            Console.WriteLine(JsonSerializer.Serialize(round));
        }

        return 0;
    }

    private static async Task<Round> MeasureAsync(IWay way, List<IPEndPoint> hosts, CancellationToken cancellationToken)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var cpu = process.TotalProcessorTime;
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        var answers = await way.CountAnswersAsync(hosts, cancellationToken);
        var time = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        process.Refresh();
        cpu = process.TotalProcessorTime - cpu;
        return new Round(hosts.Count, answers, time.TotalSeconds, cpu.TotalSeconds, bytes / (double)hosts.Count, ReadPeak());
    }

    public static List<IPEndPoint> MakeHosts(int count, bool isMixed, int port) =>
        [.. Enumerable.Range(0, count).Select(number => new IPEndPoint(LoopbackResponder.GetAddress(number, isMixed), port))];

    // VmHWM: kilobytes.
    private static double ReadPeak()
    {
        var line = File.ReadLines("/proc/self/status").First(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1_024;
    }
}
