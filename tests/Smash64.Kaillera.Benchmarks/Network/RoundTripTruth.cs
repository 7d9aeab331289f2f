using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>
/// Whether the round-trip times of a bulk call are true: beside it, a bare connected socket on a thread of its own asks the same
/// responder again and again, and times that.
/// </summary>
internal static class RoundTripTruth
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <summary>Asks all hosts once.</summary>
    /// <param name="hosts">The hosts; all of them answer.</param>
    /// <param name="rate">How many a second; 0 for as many as it can.</param>
    /// <param name="isManaged">Whether to use the socket that every system has.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static async Task<RoundTrips> MeasureAsync(
        IReadOnlyList<IPEndPoint> hosts,
        int rate,
        bool isManaged,
        CancellationToken cancellationToken
    )
    {
        var options = new P2PProbeOptions { Mode = P2PProbeMode.Knock, MaxDatagramsPerSecond = rate };
        var bare = new ConcurrentQueue<TimeSpan>();
        List<TimeSpan> told = [];
        using (var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            var asking = Task.Factory.StartNew(
                () => AskBarely(hosts[0].Port, bare, ending.Token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            await foreach (var result in isManaged ? ProbeManaged(hosts, options) : ProbeAsync(hosts, options, cancellationToken))
            {
                if (result.RoundTripTime is { } time)
                {
                    told.Add(time);
                }
            }

            await ending.CancelAsync();
            await asking;
        }

        return new RoundTrips([.. bare.Order()], [.. told.Order()]);
    }

    private static async IAsyncEnumerable<P2PProbeResult> ProbeAsync(
        IReadOnlyList<IPEndPoint> hosts,
        P2PProbeOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await using var probe = new P2PProbe(options);
        await foreach (var result in probe.ProbeManyAsync(hosts, cancellationToken: cancellationToken))
        {
            yield return result;
        }
    }

    private static IAsyncEnumerable<P2PProbeResult> ProbeManaged(IReadOnlyList<IPEndPoint> hosts, P2PProbeOptions options) =>
        ManagedBulk.Probe(hosts, options).ToAsyncEnumerable();

    private static void AskBarely(int port, ConcurrentQueue<TimeSpan> times, CancellationToken ending)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 1_000 };
        socket.Connect(IPAddress.Loopback, port);
        Span<byte> buffer = stackalloc byte[64];
        while (!ending.IsCancellationRequested)
        {
            var start = Stopwatch.GetTimestamp();
            socket.Send(P2PProtocol.Knock);
            socket.Receive(buffer);
            times.Enqueue(Stopwatch.GetElapsedTime(start));
            ending.WaitHandle.WaitOne(Pause);
        }
    }
}
