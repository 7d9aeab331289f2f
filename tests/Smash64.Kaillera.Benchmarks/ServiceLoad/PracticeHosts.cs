namespace Smash64.Kaillera.Benchmarks.ServiceLoad;

/// <summary>Many hosts in this process, each on a loopback address of its own (Linux takes all of 127.0.0.0/8).</summary>
internal sealed class PracticeHosts : IAsyncDisposable
{
    private const int PerRow = 250;

    private readonly List<P2PHost> _hosts = [];

    public IReadOnlyList<IPEndPoint> EndPoints => [.. _hosts.Select(host => host.EndPoint)];

    public static async Task<PracticeHosts> StartAsync(int count, CancellationToken cancellationToken)
    {
        var hosts = new PracticeHosts();
        for (var i = 0; i < count; i++)
        {
            var address = new IPAddress([127, 1, (byte)(i / PerRow), (byte)(1 + (i % PerRow))]);
            var generation = i % 2 == 0 ? P2PHostGeneration.First : P2PHostGeneration.Second;
            hosts._hosts.Add(
                await P2PHost.StartAsync(new P2PHostOptions { Address = address, Generation = generation }, cancellationToken)
            );
        }

        return hosts;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }
}
