using System.Net;
using StackExchange.Redis;

namespace Smash64.Kaillera.Orleans;

/// <summary>Settings of the cluster; in configuration the section <c>Kaillera:Cluster</c>. docs/operations.md explains each.</summary>
public sealed class KailleraClusterOptions
{
    /// <summary>The section's name in the configuration.</summary>
    public const string SectionName = "Kaillera:Cluster";

    /// <summary>Gets or sets where the replicas find each other.</summary>
    /// <value>The default is <see cref="KailleraClusterMode.None"/>: one process, without a cluster.</value>
    public KailleraClusterMode Mode { get; set; }

    /// <summary>Gets or sets the Redis, for the mode of this name.</summary>
    /// <value>
    /// A host and a port such as <c>10.0.0.2:6379</c>, and behind commas what StackExchange.Redis takes, such as <c>ssl=true</c> or a password.
    /// </value>
    public string? Redis { get; set; }

    /// <summary>Gets or sets how the database is reached, for the mode <see cref="KailleraClusterMode.AdoNet"/>.</summary>
    /// <value>A connection string of Npgsql's.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Gets or sets the name of the cluster: replicas with the same one are one service.</summary>
    /// <value>1 to 100 characters; the default is <c>smash64-kaillera</c>.</value>
    public string Id { get; set; } = "smash64-kaillera";

    /// <summary>Gets or sets the TCP port at which the other replicas reach this one.</summary>
    /// <value>1 to 65535; the default is 11111.</value>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Gets or sets the TCP port for programs that are no replicas and talk to the cluster.</summary>
    /// <value>Zero, the default, for none: the service itself needs it not. Else 1 to 65535, and not <see cref="SiloPort"/>.</value>
    public int GatewayPort { get; set; }

    /// <summary>Gets or sets the address at which the other replicas reach this one.</summary>
    /// <value>
    /// An IP address; <see langword="null"/>, the default, for the first of this machine's. If this machine has it, the ports are opened there
    /// only, else (behind a container's network) at all of its addresses.
    /// </value>
    public string? AdvertisedAddress { get; set; }

    internal IEnumerable<string> FindErrors()
    {
        switch (Mode)
        {
            case not (KailleraClusterMode.None or KailleraClusterMode.Redis or KailleraClusterMode.AdoNet):
                yield return $"{SectionName}:{nameof(Mode)} must be None, Redis or AdoNet; it is {Mode}.";
                break;
            case KailleraClusterMode.Redis when ReadRedis() is not { EndPoints.Count: > 0 }:
                yield return $"{SectionName}:{nameof(Redis)} must be a host and a port such as 10.0.0.2:6379; it is \"{Redis}\".";
                break;
            case KailleraClusterMode.AdoNet when string.IsNullOrWhiteSpace(ConnectionString):
                yield return $"{SectionName}:{nameof(ConnectionString)} must be a connection string for PostgreSQL; there is none.";
                break;
            default:
                break;
        }

        if (Id.Length is 0 or > 100 || Id.Any(static character => char.IsControl(character) || char.IsWhiteSpace(character)))
        {
            yield return $"{SectionName}:{nameof(Id)} must be a name of 1 to 100 characters without white space; it is \"{Id}\".";
        }

        if (SiloPort is < 1 or > IPEndPoint.MaxPort)
        {
            yield return $"{SectionName}:{nameof(SiloPort)} must be 1 to 65535; it is {SiloPort}.";
        }

        if (GatewayPort is < 0 or > IPEndPoint.MaxPort || GatewayPort == SiloPort)
        {
            yield return $"{SectionName}:{nameof(GatewayPort)} must be 0 (none) to 65535, and not {nameof(SiloPort)}; it is {GatewayPort}.";
        }

        if (!string.IsNullOrEmpty(AdvertisedAddress) && ReadAddress() is null)
        {
            yield return $"{SectionName}:{nameof(AdvertisedAddress)} must be the IP address of this replica; it is \"{AdvertisedAddress}\".";
        }
    }

    internal IPAddress? ReadAddress() =>
        IPAddress.TryParse(AdvertisedAddress, out var address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
            ? address
            : null;

    internal ConfigurationOptions? ReadRedis()
    {
        try
        {
            return string.IsNullOrWhiteSpace(Redis) ? null : ConfigurationOptions.Parse(Redis);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
