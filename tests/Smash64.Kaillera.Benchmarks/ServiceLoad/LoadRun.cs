using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Benchmarks.ServiceLoad;

/// <summary>Measures the service against practice hosts, all in this process, beside the same probes without a service.</summary>
internal static class LoadRun
{
    private const int FloodConnections = 32;
    private const int NormalClients = 100;

    // A host is left within 0.6 s of its verdict, and then left alone for a second: waiting for that would be measured otherwise.
    private const int HostsPerClient = 4;

    private static readonly TimeSpan NormalPause = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(int clients, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var started = await PracticeHosts.StartAsync(clients * HostsPerClient, cancellationToken);
        var hosts = started.EndPoints.Chunk(HostsPerClient).ToList();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 4_096 };
        using var http = new HttpClient(handler);
        Tell(
            $"{Environment.ProcessorCount} cores, {clients} clients with {HostsPerClient} hosts each, {duration.TotalSeconds:0} s a phase"
        );

        var direct = await ProbeDirectlyAsync(hosts, duration, cancellationToken);
        Tell($"probes without a service: {direct:0} checks/s (the baseline)");

        await using (var service = await CheckerService.StartAsync(Unlimited, cancellationToken))
        {
            var client = new LoadClient(http, service.Address);
            var single = await client.CheckAsync([started.EndPoints], 0, TimeSpan.Zero, duration / 3, cancellationToken);
            Tell("service, one client at a time", single);
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            var allocated = GC.GetTotalAllocatedBytes();
            var figures = await client.CheckAsync(hosts, 0, TimeSpan.Zero, duration, cancellationToken);
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            allocated = GC.GetTotalAllocatedBytes() - allocated;
            var checks = figures.Count(LoadStatus.Responding);
            Tell($"service, {clients} clients that ask again at once", figures);
            Tell($"  ratio to the baseline: {figures.PerSecond / direct:0.00}");
            Tell(
                $"  CPU, hosts and clients included: {cpu / figures.Duration:0.00} cores, {(cpu / checks).TotalMicroseconds:0} us a check; allocated {allocated / (1024.0 * checks):0.00} kB a check"
            );
            Tell(
                $"  memory, hosts and clients included: working set {Environment.WorkingSet >> 20} MB, heap {GC.GetTotalMemory(forceFullCollection: true) >> 20} MB"
            );
        }

        await MeasureFloodAsync(hosts, http, duration, cancellationToken);
        return 0;
    }

    private static async Task MeasureFloodAsync(
        IReadOnlyList<IPEndPoint[]> hosts,
        HttpClient http,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        await using var service = await CheckerService.StartAsync(
            static limits => limits.MaxDatagramsPerSecond = 10_000,
            cancellationToken
        );
        var client = new LoadClient(http, service.Address);
        var normal = hosts.Take(NormalClients).ToList();

        var quiet = await client.CheckAsync(normal, 0, NormalPause, duration, cancellationToken);
        Tell($"{normal.Count} clients with default limits, a check every {NormalPause.TotalSeconds:0} s", quiet);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var flooding = client.FloodAsync(hosts[^1][0], FloodConnections, stop.Token);
        var disturbed = await client.CheckAsync(normal, 1_000, NormalPause, duration, cancellationToken);
        await stop.CancelAsync();
        var flood = await flooding;
        Tell("  the same beside a flood from one address", disturbed);
        Tell($"  the flood, {FloodConnections} connections", flood);
        Tell(
            $"  ratio of the others' medians: {disturbed.Percentile(0.5) / quiet.Percentile(0.5):0.00}, of their p99: {disturbed.Percentile(0.99) / quiet.Percentile(0.99):0.00}"
        );
    }

    private static void Unlimited(AspNetCore.KailleraApiLimits limits)
    {
        limits.ChecksPerClientPerMinute = 100_000;
        limits.ChecksPerTargetPerMinute = 100_000;
        limits.MaxChecksInFlight = 65_536;
        limits.MaxDatagramsPerSecond = 0;
        limits.ShareResultsFor = TimeSpan.Zero;
    }

    private static async Task<double> ProbeDirectlyAsync(
        IReadOnlyList<IPEndPoint[]> hosts,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Identify });
        var count = 0;
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            hosts.Select(async own =>
            {
                for (var i = 0; Stopwatch.GetElapsedTime(start) < duration; i++)
                {
                    var result = await probe.ProbeAsync(own[i % own.Length], cancellationToken);
                    Interlocked.Add(ref count, result.IsReachable ? 1 : 0);
                }
            })
        );
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Tell(string name, LoadFigures figures) =>
        Tell(
            $"{name}: {figures.PerSecond:0} answers/s; {figures.Count(LoadStatus.Responding)} responding, {figures.Count(LoadStatus.NotResponding)} not, "
                + $"{figures.Count(LoadStatus.Limited)} limited, {figures.Count(LoadStatus.Failed)} failed; "
                + $"p50 {figures.Percentile(0.5).TotalMilliseconds:0} ms, p99 {figures.Percentile(0.99).TotalMilliseconds:0} ms"
        );

    private static void Tell(FormattableString line) => Tell(line.ToString(CultureInfo.InvariantCulture));

    private static void Tell(string line) => Console.WriteLine(line);
}
