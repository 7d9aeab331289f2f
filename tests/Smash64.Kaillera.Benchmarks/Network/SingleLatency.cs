using System.Diagnostics;
using System.Globalization;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>One probe after the other beside the same knock over a bare connected socket, in turns.</summary>
internal static class SingleLatency
{
    private const int WarmUp = 500; // and as many are counted
    private const int Count = 3_000;

    /// <summary>Measures the medians: a bare echo, the round trip that a probe tells, and the whole call of a probe.</summary>
    public static async Task<(TimeSpan Echo, TimeSpan RoundTrip, TimeSpan Call)> MeasureAsync(int port, CancellationToken cancellationToken)
    {
        var host = new IPEndPoint(IPAddress.Loopback, port);
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Knock });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(host, cancellationToken);
        var knock = P2PProtocol.Knock.ToArray();
        var buffer = new byte[2_048];
        List<TimeSpan> echoes = [];
        List<TimeSpan> roundTrips = [];
        List<TimeSpan> calls = [];
        for (var i = 0; i < WarmUp + Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await socket.SendAsync(knock, SocketFlags.None, cancellationToken);
            await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            var echo = Stopwatch.GetElapsedTime(start);

            start = Stopwatch.GetTimestamp();
            var result = await probe.ProbeAsync(host, cancellationToken);
            var call = Stopwatch.GetElapsedTime(start);
            if (i >= WarmUp && result.RoundTripTime is { } roundTrip)
            {
                echoes.Add(echo);
                roundTrips.Add(roundTrip);
                calls.Add(call);
            }
        }

        return (Median(echoes), Median(roundTrips), Median(calls));
    }

    /// <summary>Counts what probes of a host that answers send and get, for each.</summary>
    public static async Task<double> CountDatagramsAsync(int port, CancellationToken cancellationToken)
    {
        var host = new IPEndPoint(IPAddress.Loopback, port);
        await using var probe = new P2PProbe(new P2PProbeOptions { Mode = P2PProbeMode.Knock });
        var before = ReadSentDatagrams();
        for (var i = 0; i < WarmUp; i++)
        {
            await probe.ProbeAsync(host, cancellationToken);
        }

        return (ReadSentDatagrams() - before) / (double)WarmUp;
    }

    // What this machine has sent in all, the responder's answers included: line "Udp:", the column that a line above names.
    private static long ReadSentDatagrams()
    {
        var lines = File.ReadLines("/proc/net/snmp")
            .Where(static line => line.StartsWith("Udp:", StringComparison.Ordinal))
            .Select(static line => line.Split(' '))
            .ToArray();
        return long.Parse(lines[1][Array.IndexOf(lines[0], "OutDatagrams")], CultureInfo.InvariantCulture);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
}
