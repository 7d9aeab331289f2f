using System.Collections.Concurrent;
using System.Diagnostics;

namespace Smash64.Kaillera.TestSupport;

/// <summary>Keeps the spans of a source that end below a parent of their own: not those of tests that run beside.</summary>
public sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentBag<Activity> _ended = [];
    private readonly ActivityListener _listener;
    private readonly Activity _parent = new Activity("test").Start();

    public RecordedSpans(string source)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Gets the spans, in the order in which they began.</summary>
    public IReadOnlyList<Activity> All =>
        [.. _ended.Where(span => span.TraceId == _parent.TraceId).OrderBy(span => span.StartTimeUtc)];

    public void Dispose()
    {
        _listener.Dispose();
        _parent.Dispose();
    }
}
