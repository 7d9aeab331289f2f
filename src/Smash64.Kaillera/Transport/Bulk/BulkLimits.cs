namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>How much a bulk call may do at a time.</summary>
/// <param name="MaxConcurrency">How many conversations may be under way.</param>
/// <param name="DatagramsPerSecond">The rate; 0 for no limit.</param>
/// <param name="PacesLoopback">Whether the rate is for addresses of this machine as well.</param>
internal readonly record struct BulkLimits(int MaxConcurrency, int DatagramsPerSecond, bool PacesLoopback)
{
    /// <summary>
    /// Gets how many of the conversations that the rate is for may be under way: where all are silent, their repeats alone
    /// would exceed it otherwise.
    /// </summary>
    public int MaxPaced { get; init; } = MaxConcurrency;

    /// <summary>Gets for how many datagrams a conversation pays when it begins; further ones delay the next to begin.</summary>
    public int Prepaid { get; init; } = 1;
}
