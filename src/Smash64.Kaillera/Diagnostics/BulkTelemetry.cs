using System.Diagnostics;
using System.Diagnostics.Metrics;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>The trace and the metrics of one bulk call, under the names of <see cref="KailleraTelemetry"/>.</summary>
internal sealed class BulkTelemetry : IDisposable
{
    private const string KindTag = "smash64.kaillera.bulk.kind";
    private const string ReasonTag = "smash64.kaillera.drop.reason";

    private static readonly UpDownCounter<long> InFlight = KailleraTelemetry.Meter.CreateUpDownCounter<long>(
        "smash64.kaillera.bulk.in_flight",
        "{conversation}",
        "Conversations of bulk calls under way."
    );

    private static readonly Counter<long> Dropped = KailleraTelemetry.Meter.CreateCounter<long>(
        "smash64.kaillera.datagrams.dropped",
        "{datagram}",
        "Datagrams that came to a bulk call and were of no use, by reason."
    );

    private readonly KeyValuePair<string, object?> _kind;
    private readonly BulkFigures _figures;
    private readonly Activity? _activity;
    private int _active;
    private long _sent;
    private long _received;
    private long _strays;
    private long _drops;

    public BulkTelemetry(string kind, BulkFigures figures)
    {
        _kind = new(KindTag, kind);
        _figures = figures;
        _activity = KailleraTelemetry.Source.StartActivity($"{kind}.bulk", ActivityKind.Client);
        _activity?.SetTag("network.transport", "udp");
    }

    /// <summary>Reports what has changed since the last time.</summary>
    public void Report()
    {
        if (_figures.Active != _active)
        {
            InFlight.Add(_figures.Active - _active, _kind);
            _active = _figures.Active;
        }

        if (_figures.Sent != _sent || _figures.Received != _received)
        {
            KailleraTelemetry.CountDatagrams(_figures.Sent - _sent, _figures.Received - _received);
            (_sent, _received) = (_figures.Sent, _figures.Received);
        }

        CountDropped("receive_buffer", _figures.Drops, ref _drops);
        CountDropped("stray", _figures.Strays, ref _strays);
    }

    public void Dispose()
    {
        Report();
        _activity?.SetTag("smash64.kaillera.bulk.results", _figures.Concluded);
        _activity?.SetTag("smash64.kaillera.bulk.datagrams_sent", _figures.Sent);
        _activity?.SetTag("smash64.kaillera.bulk.datagrams_received", _figures.Received);
        _activity?.SetTag("smash64.kaillera.bulk.datagrams_dropped", _figures.Drops);
        _activity?.Dispose();
    }

    private static void CountDropped(string reason, long count, ref long told)
    {
        if (count != told)
        {
            Dropped.Add(count - told, new KeyValuePair<string, object?>(ReasonTag, reason));
            told = count;
        }
    }
}
