namespace Smash64.Kaillera.Benchmarks.ServiceLoad;

/// <summary>How the service answered.</summary>
internal enum LoadStatus
{
    Unknown,
    Responding,
    NotResponding,
    Limited,
    Failed,
}
