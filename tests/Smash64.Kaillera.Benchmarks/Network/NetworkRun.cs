using Smash64.Kaillera.Benchmarks.Figures;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>Measures the network parts, the library's way beside a <c>UdpClient</c> for each probe in the same run.</summary>
internal sealed class NetworkRun(FigureText text, Targets targets, int port, int rounds, CancellationToken cancellationToken)
{
    private const int Many = 50_000;
    private const int Most = 100_000;
    private const int Truths = 30_000;

    private static readonly int[] Growth = [100, 1_000, 10_000];

    /// <summary>Measures all, and returns the plot.</summary>
    public async Task<string> RunAsync()
    {
        text.Heading("One probe after the other");
        await MeasureSingleAsync();
        await MeasureDatagramsAsync();

        text.Heading($"{FigureText.Count(Many)} hosts");
        var bulk = await MeasureAsync(Measurement.BulkName, Many, isMixed: false);
        var other = await MeasureAsync(Measurement.UdpClientName, Many, isMixed: false);
        var managed = await MeasureAsync(Measurement.ManagedName, Many, isMixed: false);
        var mixed = await MeasureAsync(Measurement.BulkName, Many, isMixed: true);
        var mixedOther = await MeasureAsync(Measurement.UdpClientName, Many, isMixed: true);
        var result = MeasureResultSize();
        text.Table(
            ["medians", "time", "hosts a second", "processor time", "bytes a probe, beyond the result", "peak memory"],
            [
                Row("all answer, `ProbeManyAsync`", bulk, result),
                Row("all answer, the same without the calls that only Linux has", managed, result),
                Row($"all answer, a `UdpClient` each, {UdpClientWay.Slots} at a time", other, 0),
                Row("a fifth is silent, `ProbeManyAsync`", mixed, result),
                Row($"a fifth is silent, a `UdpClient` each, {UdpClientWay.Slots} at a time", mixedOther, 0),
            ]
        );
        text.Line(
            FigureText.Show($"The result object itself has {result:0} bytes. Answered: ")
                + string.Join(", ", new[] { bulk, managed, other, mixed, mixedOther }.Select(static round => round.Answers))
                + ".\n"
        );
        targets.AtLeast("bulk rate, times that of a `UdpClient` each", other.Seconds / bulk.Seconds, 6);
        targets.AtMost("bulk processor time, parts of that of a `UdpClient` each", bulk.CpuSeconds / other.CpuSeconds, 1 / 6.0);
        targets.AtMost("bytes a probe, beyond the result", bulk.BytesPerTarget - result, 128);
        targets.AtMost(
            "a fifth is silent: seconds beyond the timeout, times what all take that answer",
            (mixed.Seconds - UdpClientWay.Timeout.TotalSeconds) / bulk.Seconds,
            1.5
        );
        targets.AtLeast(
            $"a fifth is silent: times as fast as a `UdpClient` each with {UdpClientWay.Slots} slots",
            mixedOther.Seconds / mixed.Seconds,
            20
        );
        await MeasurePeakAsync();
        using (var floor = new FloorRun(text, targets, port, rounds, cancellationToken))
        {
            await floor.RunAsync();
        }

        await new ScanCost(text, targets, port, rounds, cancellationToken).RunAsync();
        text.Heading("Whether the round-trip times of many are true");
        await MeasureTruthAsync();
        return await MeasureGrowthAsync(bulk, other);
    }

    private static string[] Row(string name, Round round, double result) =>
        [
            name,
            FigureText.Seconds(round.Seconds),
            FigureText.Count(round.Targets / round.Seconds),
            FigureText.Seconds(round.CpuSeconds),
            FigureText.Count(round.BytesPerTarget - result),
            FigureText.Show($"{round.PeakMegabytes:0} MB"),
        ];

    private static double MeasureResultSize()
    {
        const int Count = 1_000;
        var results = new P2PProbeResult[Count];
        var host = new IPEndPoint(IPAddress.Loopback, KailleraDefaults.P2PPort);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i++)
        {
            results[i] = new P2PProbeResult(host, P2PProbeStatus.Responding);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Count;
    }

    private async Task MeasureSingleAsync()
    {
        var (echo, roundTrip, call) = await SingleLatency.MeasureAsync(port, cancellationToken);
        text.Table(
            ["medians of 3,000, in turns", "time", "ratio"],
            [
                ["a bare connected socket: send, receive", FigureText.Microseconds(echo), ""],
                ["`ProbeAsync`, the round trip it tells", FigureText.Microseconds(roundTrip), FigureText.Ratio(roundTrip / echo)],
                ["`ProbeAsync`, the whole call, with a socket of its own", FigureText.Microseconds(call), FigureText.Ratio(call / echo)],
            ]
        );
        targets.AtMost("round trip of a single probe, times a bare echo", roundTrip / echo, 1.5);
    }

    private async Task MeasureDatagramsAsync()
    {
        var datagrams = await SingleLatency.CountDatagramsAsync(port, cancellationToken);
        text.Line(FigureText.Show($"Datagrams that a knock costs, question and answer, as the kernel counted them: {datagrams:0.###}.\n"));
        targets.AtMost("datagrams a knock costs over the wire", datagrams, 2);
    }

    private async Task MeasureTruthAsync()
    {
        var hosts = Measurement.MakeHosts(Truths, isMixed: false, port);
        List<string[]> rows = [];
        foreach (var rate in new[] { 10_000, 0 })
        {
            foreach (var isManaged in new[] { false, true })
            {
                List<RoundTrips> measured = [];
                for (var i = 0; i < rounds; i++)
                {
                    measured.Add(await RoundTripTruth.MeasureAsync(hosts, rate, isManaged, cancellationToken));
                }

                var times = measured.OrderBy(static round => round.Ratio).ElementAt(rounds / 2);
                var (bare, told) = (RoundTrips.Percentile(times.Bare, 0.5), RoundTrips.Percentile(times.Told, 0.5));
                rows.Add([
                    (rate == 0 ? "as fast as it can" : $"{FigureText.Count(rate)} a second")
                        + (isManaged ? ", without the calls that only Linux has" : ""),
                    FigureText.Microseconds(bare),
                    FigureText.Microseconds(told),
                    FigureText.Ratio(times.Ratio),
                    FigureText.Microseconds(RoundTrips.Percentile(times.Bare, 0.99)),
                    FigureText.Microseconds(RoundTrips.Percentile(times.Told, 0.99)),
                ]);
            }
        }

        text.Table(
            [$"{FigureText.Count(Truths)} hosts", "a bare socket beside it", "told", "ratio", "a bare socket, p99", "told, p99"],
            rows
        );
    }

    private async Task MeasurePeakAsync()
    {
        var peak = await Worker.MeasureAsync(Measurement.BulkName, Most, isMixed: true, rounds: 1, port, cancellationToken);
        text.Line(
            FigureText.Show(
                $"Peak working set of a fresh process that asks {Most:N0} hosts, a fifth of them silent: {peak[0].PeakMegabytes:0} MB.\n"
            )
        );
        targets.AtMost("peak working set for 100,000 hosts, MB", peak[0].PeakMegabytes, 120);
    }

    private async Task<string> MeasureGrowthAsync(Round bulk, Round other)
    {
        text.Heading("How the cost grows");
        List<Round> bulks = [];
        List<Round> others = [];
        foreach (var count in Growth)
        {
            bulks.Add(await MeasureAsync(Measurement.BulkName, count, isMixed: false));
            others.Add(await MeasureAsync(Measurement.UdpClientName, count, isMixed: false));
        }

        bulks.AddRange([bulk, await MeasureAsync(Measurement.BulkName, Most, isMixed: false)]);
        others.Add(other);
        text.Table(
            ["hosts", "`ProbeManyAsync`", "for each", "a `UdpClient` each", "for each", "ratio"],
            bulks.Select(
                (round, i) =>
                    (string[])
                        [
                            FigureText.Count(round.Targets),
                            FigureText.Seconds(round.Seconds),
                            FigureText.Nanoseconds(round.Seconds / round.Targets * 1e9),
                            i < others.Count ? FigureText.Seconds(others[i].Seconds) : "",
                            i < others.Count ? FigureText.Nanoseconds(others[i].Seconds / others[i].Targets * 1e9) : "",
                            i < others.Count ? FigureText.Ratio(others[i].Seconds / round.Seconds) : "",
                        ]
            )
        );
        return CostPlot.Draw([("ProbeManyAsync", Points(bulks)), ("a UdpClient each", Points(others))]);
    }

    private static List<(int Targets, double Seconds)> Points(List<Round> measured) =>
        [.. measured.Select(static round => (round.Targets, round.Seconds))];

    private async Task<Round> MeasureAsync(string way, int count, bool isMixed)
    {
        Console.Error.WriteLine($"measuring: {way}, {count} hosts{(isMixed ? ", a fifth of them silent" : "")}");
        return Round.MedianOf(await Worker.MeasureAsync(way, count, isMixed, rounds, port, cancellationToken));
    }
}
