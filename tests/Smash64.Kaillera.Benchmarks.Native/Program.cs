using System.Diagnostics;
using System.Globalization;
using System.Net;
using Smash64.Kaillera.P2P;

// PORT TARGETS: knocks once on so many hosts of the loopback responder, and prints a line of JSON with the fields of Round.
var (port, targets) = (int.Parse(args[0], CultureInfo.InvariantCulture), int.Parse(args[1], CultureInfo.InvariantCulture));
var hosts = Enumerable
    .Range(0, targets)
    .Select(number => new IPEndPoint(
        new IPAddress([127, (byte)(1 + (number / 62_500)), (byte)(number / 250 % 250), (byte)(1 + (number % 250))]),
        port
    ))
    .ToList();
var options = new P2PProbeOptions
{
    Mode = P2PProbeMode.Knock,
    Timeout = TimeSpan.FromSeconds(1),
    MaxDatagramsPerSecond = 0,
};

using var process = Process.GetCurrentProcess();
var processor = process.TotalProcessorTime;
var start = Stopwatch.GetTimestamp();
var answers = 0;
await using (var probe = new P2PProbe(options))
{
    await foreach (var result in probe.ProbeManyAsync(hosts))
    {
        answers += result.IsReachable ? 1 : 0;
    }
}

var time = Stopwatch.GetElapsedTime(start);
process.Refresh();
processor = process.TotalProcessorTime - processor;
Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"Targets\":{targets},\"Answers\":{answers},\"Seconds\":{time.TotalSeconds},\"CpuSeconds\":{processor.TotalSeconds},\"BytesPerTarget\":0,\"PeakMegabytes\":0}}"
    )
);
