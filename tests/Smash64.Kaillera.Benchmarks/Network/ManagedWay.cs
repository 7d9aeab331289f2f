namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>The library's way without the calls that only Linux has, as it runs on Windows and macOS.</summary>
internal sealed class ManagedWay : IWay
{
    public Task<int> CountAnswersAsync(IReadOnlyList<IPEndPoint> hosts, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(
            () => ManagedBulk.Probe(hosts, BulkWay.Options).Count(static result => result.IsReachable),
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
