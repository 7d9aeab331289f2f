namespace Smash64.Kaillera.Orleans;

/// <summary>Where the replicas of a service find each other.</summary>
public enum KailleraClusterMode
{
    /// <summary>Nowhere: the service is one process, and Orleans is not even loaded.</summary>
    None,

    /// <summary>In a Redis.</summary>
    Redis,

    /// <summary>In a PostgreSQL database with the tables of Orleans' clustering.</summary>
    AdoNet,
}
