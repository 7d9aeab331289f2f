namespace Smash64.Kaillera.Tests.P2P;

/// <summary>The probe over real sockets and a relay that loses datagrams: the simulation's conversations on a real network stack.</summary>
public sealed class P2PProbeLossTests
{
    private const int Runs = 8;

    [Theory]
    [InlineData(0.1, P2PHostGeneration.First)]
    [InlineData(0.2, P2PHostGeneration.First)]
    [InlineData(0.2, P2PHostGeneration.Second)]
    [InlineData(0.2, P2PHostGeneration.Third)]
    public async Task ProbeAsync_OverALossyRelay_IsRightAndLeavesTheHost(double loss, P2PHostGeneration generation)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Runs).Select(seed => ProbeOverRelayAsync(loss, generation, seed)));

        results.Should().OnlyContain(result => result.Status == P2PProbeStatus.Responding && result.WasLeft);
    }

    private static async Task<(P2PProbeStatus Status, bool WasLeft)> ProbeOverRelayAsync(double loss, P2PHostGeneration generation, int seed)
    {
        var options = new P2PHostOptions { Address = IPAddress.Loopback, Port = 0, Generation = generation };
        await using var host = await P2PHost.StartAsync(options);
        P2PProbeResult result;
        await using (var relay = new LossyRelay(host.EndPoint, loss, seed))
        {
            result = await new P2PProbe().ProbeAsync(relay.EndPoint, new P2PProbeOptions { Mode = P2PProbeMode.Identify });
            await result.Completion;
        }

        await host.DisposeAsync();
        var visits = 0;
        var leavings = 0;
        await foreach (var happened in host.ReadEventsAsync())
        {
            visits += happened.Kind == P2PHostEventKind.Request ? 1 : 0;
            leavings += happened is { Kind: P2PHostEventKind.Left, TimedOut: false, HostClosed: false } ? 1 : 0;
        }

        return (result.Status, visits > 0 && leavings == visits);
    }
}
