namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>The library's way: all over one socket.</summary>
internal sealed class BulkWay : IWay
{
    public static readonly P2PProbeOptions Options = new()
    {
        Mode = P2PProbeMode.Knock,
        Timeout = UdpClientWay.Timeout,
        MaxDatagramsPerSecond = 0,
    };

    public async Task<int> CountAnswersAsync(IReadOnlyList<IPEndPoint> hosts, CancellationToken cancellationToken)
    {
        await using var probe = new P2PProbe(Options);
        var count = 0;
        await foreach (var result in probe.ProbeManyAsync(hosts, cancellationToken: cancellationToken))
        {
            count += result.IsReachable ? 1 : 0;
        }

        return count;
    }
}
