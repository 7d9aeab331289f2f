using System.Collections.Concurrent;

namespace Smash64.Kaillera.Benchmarks.ServiceLoad;

/// <summary>What a phase of the load gave.</summary>
internal sealed class LoadFigures
{
    private readonly ConcurrentBag<(LoadStatus Status, TimeSpan Latency)> _answers = [];

    public TimeSpan Duration { get; set; }

    public int Count(LoadStatus status) => _answers.Count(answer => answer.Status == status);

    public double PerSecond => _answers.Count / Duration.TotalSeconds;

    public void Add(LoadStatus status, TimeSpan latency) => _answers.Add((status, latency));

    public TimeSpan Percentile(double share)
    {
        var sorted = _answers.Select(answer => answer.Latency).Order().ToList();
        return sorted.Count == 0 ? TimeSpan.Zero : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];
    }
}
