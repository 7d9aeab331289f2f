using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Smash64.Kaillera.AspNetCore.V1;
using StackExchange.Redis;

namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>Puts a silo into the application, and its grains where the service keeps its state.</summary>
internal static class ClusterHosting
{
    public static void AddSilo(this IHostApplicationBuilder builder, KailleraClusterOptions options, Action<ISiloBuilder> configure) =>
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = options.Id;
                cluster.ServiceId = options.Id;
            });
            silo.UseMembership(options);
            silo.UseEndPoints(options);
            silo.AddKaillera();
            configure(silo);
        });

    /// <summary>Adds what is the same in every cluster, wherever its replicas find each other.</summary>
    public static void AddKaillera(this ISiloBuilder silo)
    {
        silo.Configure<ClusterMembershipOptions>(FindDeadSoon);
        silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = ClusterTimes.Response);
        // The default one may let two of a grain live for a while after a death: then two would talk to one host.
#pragma warning disable ORLEANSEXP003
        silo.AddDistributedGrainDirectory();
        silo.Configure<GrainDirectoryOptions>(static directory => directory.RangeLeaseDuration = ClusterTimes.Lease);
#pragma warning restore ORLEANSEXP003
        silo.Services.AddPlacementDirector<HomePlacement, HomeDirector>();
        silo.Services.AddSingleton<CheckHomes>();
        silo.Services.AddSingleton<ClusterCalls>();
        silo.Services.Replace(ServiceDescriptor.Singleton<ICheckDesk, ClusterDesk>());
        silo.Services.Replace(ServiceDescriptor.Singleton<IServerDesk, ClusterServerDesk>());
        silo.Services.Replace(ServiceDescriptor.Singleton<IClientLimits, ClusterLimits>());
        silo.Services.Replace(ServiceDescriptor.Singleton<ICheckStore, ClusterStore>());
    }

    // A dead one is found out in one to three seconds. Faster, and a long garbage collection would pass for death.
    private static void FindDeadSoon(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MinProbeTimeout = TimeSpan.FromSeconds(1);
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(1.5);
        membership.NumMissedProbesLimit = 2;
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        membership.DefunctSiloExpiration = TimeSpan.FromHours(1);
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }

    private static void UseMembership(this ISiloBuilder silo, KailleraClusterOptions options)
    {
        if (options.Mode == KailleraClusterMode.AdoNet)
        {
            silo.UseAdoNetClustering(
                (AdoNetClusteringSiloOptions adoNet) => (adoNet.Invariant, adoNet.ConnectionString) = ("Npgsql", options.ConnectionString)
            );
            return;
        }

        silo.UseRedisClustering(redis =>
        {
            redis.ConfigurationOptions = options.ReadRedis();
            redis.CreateMultiplexer = ConnectAsync;
        });
    }

    private static async Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> ConnectAsync(RedisClusteringOptions options)
    {
        var redis = options.ConfigurationOptions!;
        redis.BacklogPolicy = BacklogPolicy.FailFast; // while it is away nobody waits for it
        try
        {
            return (await ConnectionMultiplexer.ConnectAsync(redis).ConfigureAwait(false), false);
        }
        catch (RedisConnectionException e)
        {
            var where = string.Join(", ", redis.EndPoints);
            throw new InvalidOperationException(
                $"{KailleraClusterOptions.SectionName}:{nameof(KailleraClusterOptions.Redis)} names {where}, where no Redis lets this replica in: {e.Message}",
                e
            );
        }
    }

    private static void UseEndPoints(this ISiloBuilder silo, KailleraClusterOptions options)
    {
        if (options.ReadAddress() is { } address)
        {
            silo.ConfigureEndpoints(address, options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: !IsOfThisMachine(address));
        }
        else
        {
            silo.ConfigureEndpoints(options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: false);
        }
    }

    private static bool IsOfThisMachine(IPAddress address) =>
        IPAddress.IsLoopback(address)
        || NetworkInterface
            .GetAllNetworkInterfaces()
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Any(own => own.Address.Equals(address));
}
