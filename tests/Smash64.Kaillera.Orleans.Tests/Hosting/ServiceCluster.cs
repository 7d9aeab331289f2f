using Orleans.TestingHost;
using Smash64.Kaillera.Orleans.Cluster;

namespace Smash64.Kaillera.Orleans.Tests.Hosting;

/// <summary>Replicas in this process, with real silos between them and one scripted probe for all: what it is asked, the whole service asked.</summary>
internal sealed class ServiceCluster : IAsyncDisposable
{
    public static readonly IPEndPoint Host = new(IPAddress.Parse("203.0.113.7"), 27886);
    public static readonly Caller Anna = new(IPAddress.Parse("198.51.100.1"));
    public static readonly Caller Bert = new(IPAddress.Parse("198.51.100.2"));

    /// <summary>What a browser's request weighs: enough for a login.</summary>
    private const int RequestSize = 800;

    private readonly InProcessTestCluster _cluster;

    private ServiceCluster(InProcessTestCluster cluster, ScriptedProbe probe)
    {
        _cluster = cluster;
        Probe = probe;
        Replicas = [.. cluster.Silos];
    }

    public ScriptedProbe Probe { get; }

    public IReadOnlyList<InProcessSiloHandle> Replicas { get; }

    public static async Task<ServiceCluster> StartAsync(
        short replicas = 2,
        Action<KailleraApiOptions>? configure = null,
        IKailleraServerProbe? servers = null
    )
    {
        var probe = new ScriptedProbe();
        var builder = new InProcessTestClusterBuilder(replicas);
        builder.ConfigureSilo(
            (_, silo) =>
            {
                silo.Services.AddSingleton<IP2PProbe>(probe).AddSingleton(servers ?? ScriptedServerProbe.Finding(40));
                silo.Services.AddKailleraApi(Allow).Configure(configure ?? (static _ => { }));
                silo.AddKaillera();
            }
        );
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ServiceCluster(cluster, probe);
    }

    public T Get<T>(int replica)
        where T : notnull => Replicas[replica].ServiceProvider.GetRequiredService<T>();

    /// <summary>Starts or joins a check through a replica, and keeps it as the typed API does.</summary>
    public async Task<StoredCheck> StartAsync(int replica, Caller caller, CheckSubject? subject = null)
    {
        var (ticket, refusal) = await TryStartAsync(replica, caller, subject);
        refusal.Should().BeNull();
        return await Get<ICheckStore>(replica).AddAsync(ticket!, caller);
    }

    public async Task<CheckStart> TryStartAsync(int replica, Caller caller, CheckSubject? subject = null, bool directOnly = false) =>
        await Get<ICheckDesk>(replica)
            .StartAsync(subject ?? new CheckSubject(Host), caller, RequestSize, directOnly, CancellationToken.None)
            .AsTask()
            .WaitAsync(Eventually.Patience);

    public async Task<CheckLookup> FindAsync(int replica, string id) =>
        await Get<ICheckStore>(replica).FindAsync(id, CancellationToken.None).AsTask().WaitAsync(Eventually.Patience);

    public Task StopAsync(int replica) => _cluster.StopSiloAsync(Replicas[replica]);

    public Task KillAsync(int replica) => _cluster.KillSiloAsync(Replicas[replica]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    private static void Allow(KailleraApiOptions options)
    {
        options.TargetPolicy = KailleraTargetPolicy.Any;
        options.Limits.ChecksPerTargetPerMinute = 100_000;
        options.Limits.MaxDatagramsPerSecond = 0;
    }
}

internal static class StoredCheckWaiting
{
    public static Task<HostCheckOutcome> EndAsync(this StoredCheck stored) => stored.Check.Outcome.WaitAsync(Eventually.Patience);

    /// <summary>Waits until nobody can know any more what came of it.</summary>
    public static async Task LoseAsync(this StoredCheck stored)
    {
        await stored.Invoking(check => check.EndAsync()).Should().ThrowAsync<OperationCanceledException>();
        stored.Check.IsLost.Should().BeTrue();
    }
}
