namespace Smash64.Kaillera.Orleans.Cluster;

/// <summary>How long things between replicas take at most.</summary>
internal static class ClusterTimes
{
    /// <summary>How long a listener's call waits for news before it asks again.</summary>
    public static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(2);

    /// <summary>After which a call without an answer has failed.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How long after its death began a replica's grains are nowhere else, in case it only seemed dead: what it takes to be found out included.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(4);

    /// <summary>How long a call is tried again: until a dead replica is found out and its grains are elsewhere.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait before it is tried again.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a host is left alone after a visit before another replica may ask it.</summary>
    public static readonly TimeSpan HostRest = TimeSpan.FromSeconds(1);
}
