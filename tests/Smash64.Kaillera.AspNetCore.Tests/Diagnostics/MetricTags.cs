using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Smash64.Kaillera.AspNetCore.Tests.Diagnostics;

/// <summary>Keeps what is measured in this process by all that is not a client.</summary>
internal sealed class MetricTags : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _measured = [];

    public MetricTags()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (!instrument.Meter.Name.StartsWith("System.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<(string Name, double Value, string Tags)> Measured => _measured;

    /// <summary>Gets the tags of all measurements, as texts.</summary>
    public IEnumerable<string> Values => _measured.Select(measured => measured.Tags);

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new List<string>();
        foreach (var (key, tag) in tags)
        {
            text.Add($"{key}={tag}");
        }

        _measured.Enqueue((instrument.Name, value, string.Join(' ', text)));
    }
}
