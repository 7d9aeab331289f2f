namespace Smash64.Kaillera.Orleans;

/// <summary>Where the replicas of a service find each other.</summary>
public enum KailleraClusterMode
{
    /// <summary>Nowhere: the service is one process, as without this package.</summary>
    None,

    /// <summary>In a Redis.</summary>
    Redis,

    /// <summary>In a PostgreSQL database with the tables of Orleans' clustering.</summary>
    AdoNet,
}
