namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>How much a bulk call may do at a time.</summary>
/// <param name="MaxConcurrency">How many conversations may be under way.</param>
/// <param name="DatagramsPerSecond">The rate; 0 for no limit.</param>
/// <param name="PacesLoopback">Whether the rate is for addresses of this machine as well.</param>
/// <param name="MaxPaced">
/// How many of the conversations that the rate is for may be under way: where all are silent, their repeats alone would
/// exceed it otherwise.
/// </param>
internal readonly record struct BulkLimits(int MaxConcurrency, int DatagramsPerSecond, bool PacesLoopback, int MaxPaced);
