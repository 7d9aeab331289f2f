namespace Smash64.Kaillera.AspNetCore;

/// <summary>What the service does for one caller, for one target and in all. Who is over a limit is told when to come back.</summary>
public sealed class KailleraApiLimits
{
    /// <summary>Gets or sets how many checks one client may ask for in a minute.</summary>
    /// <value>
    /// 1 to 100,000; the default is 60. All may come at once; they come back one by one over the minute. A client is an
    /// IPv4 address, or the first 64 bits of an IPv6 address, which one household has to itself.
    /// </value>
    public int ChecksPerClientPerMinute { get; set; } = 60;

    /// <summary>Gets or sets how many checks of one address, whatever port, are made in a minute for all clients together.</summary>
    /// <value>1 to 100,000; the default is 60. A shared result counts for nothing.</value>
    public int ChecksPerTargetPerMinute { get; set; } = 60;

    /// <summary>Gets or sets how many other requests (get-ip, results, events) one client may make in a minute.</summary>
    /// <value>1 to 1,000,000; the default is 300.</value>
    public int RequestsPerClientPerMinute { get; set; } = 300;

    /// <summary>Gets or sets how many checks may be under way at the same time.</summary>
    /// <value>1 to 65,536; the default is 256. Each holds one UDP socket.</value>
    public int MaxChecksInFlight { get; set; } = 256;

    /// <summary>Gets or sets how many datagrams all checks together may send in a second.</summary>
    /// <value>
    /// Zero (no limit), or at least 40; the default is 2,000. Checks are let in by it, each counted as 40 (a server check as
    /// 3), because a check under way can't be slowed down without spoiling its verdict.
    /// </value>
    public int MaxDatagramsPerSecond { get; set; } = 2_000;

    /// <summary>Gets or sets for how long callers of the same host share a result.</summary>
    /// <value>
    /// Zero to one minute; the default is 3 seconds. Callers always share a check that is under way. Somebody who was told
    /// that his host does not answer and asks again gets a fresh look.
    /// </value>
    public TimeSpan ShareResultsFor { get; set; } = TimeSpan.FromSeconds(3);

    internal IEnumerable<string> FindErrors()
    {
        foreach (
            var (name, value, least, most) in new (string, int, int, int)[]
            {
                (nameof(ChecksPerClientPerMinute), ChecksPerClientPerMinute, 1, 100_000),
                (nameof(ChecksPerTargetPerMinute), ChecksPerTargetPerMinute, 1, 100_000),
                (nameof(RequestsPerClientPerMinute), RequestsPerClientPerMinute, 1, 1_000_000),
                (nameof(MaxChecksInFlight), MaxChecksInFlight, 1, 65_536),
            }
        )
        {
            if (value < least || value > most)
            {
                yield return $"Limits.{name} must be {least} to {most}; it is {value}.";
            }
        }

        if (MaxDatagramsPerSecond is not 0 and < 40)
        {
            yield return $"Limits.{nameof(MaxDatagramsPerSecond)} must be 0 (no limit) or at least 40; it is {MaxDatagramsPerSecond}.";
        }

        if (ShareResultsFor < TimeSpan.Zero || ShareResultsFor > TimeSpan.FromMinutes(1))
        {
            yield return $"Limits.{nameof(ShareResultsFor)} must be zero to one minute; it is {ShareResultsFor}.";
        }
    }
}
