namespace Smash64.Kaillera.Benchmarks.Network;

/// <summary>A way to knock on many hosts.</summary>
internal interface IWay
{
    /// <summary>Knocks on each, without a limit of rate, and counts those that answer within a second.</summary>
    Task<int> CountAnswersAsync(IReadOnlyList<IPEndPoint> hosts, CancellationToken cancellationToken);
}
