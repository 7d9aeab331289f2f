using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>
/// The library's way over the socket that every system has, which on Linux no caller gets. Beside the figures, the tests use it
/// too.
/// </summary>
internal static class ManagedBulk
{
    /// <summary>Asks each host, on the thread of whoever reads the results.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="options">What of each; the rate is for hosts on loopback as well.</param>
    public static IEnumerable<P2PProbeResult> Probe(IReadOnlyCollection<IPEndPoint> hosts, P2PProbeOptions options)
    {
        using var pump = DatagramPump.OpenManaged(P2PProtocol.MaxDatagramLength);
        var output = new BulkOutput<P2PProbeResult>();
        var limits = new BulkLimits(options.MaxConcurrency, options.MaxDatagramsPerSecond, PacesLoopback: true);
        var run = new BulkRun<P2PProbeConversation, P2PProbeResult>(
            new P2PBulkKind(options),
            new CollectionInput(hosts),
            output,
            pump,
            limits,
            TimeProvider.System
        );
        bool goesOn;
        do
        {
            goesOn = run.Turn();
            while (output.TryRead(out var result))
            {
                yield return result;
            }
        } while (goesOn);
    }
}
