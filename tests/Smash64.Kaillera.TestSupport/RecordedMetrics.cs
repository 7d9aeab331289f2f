using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Smash64.Kaillera.TestSupport;

/// <summary>Keeps what is measured in this process by meters of a name, or of names that a test takes for its own.</summary>
public sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _all = [];

    public RecordedMetrics(Predicate<Meter> isWanted)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (isWanted(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public RecordedMetrics(string meter)
        : this(candidate => candidate.Name == meter) { }

    /// <summary>Gets what was measured, tags as <c>name=value</c> with a space between.</summary>
    public IReadOnlyCollection<(string Name, double Value, string Tags)> All => _all;

    /// <summary>Asks the instruments that only tell when they are asked.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new List<string>();
        foreach (var (key, tag) in tags)
        {
            text.Add($"{key}={tag}");
        }

        _all.Enqueue((instrument.Name, value, string.Join(' ', text)));
    }
}
