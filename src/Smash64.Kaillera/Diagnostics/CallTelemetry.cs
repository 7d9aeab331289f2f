using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>
/// The traces and metrics of one thing that is asked of hosts or servers, under the names of <see cref="KailleraTelemetry"/>:
/// what ended by outcome, what is under way, and how long it took.
/// </summary>
internal sealed class CallTelemetry
{
    private readonly string _spanName;
    private readonly string _protocol;
    private readonly string _statusTag;
    private readonly Counter<long> _ended;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _durations;

    private CallTelemetry(string area, string protocol, string name, string plural, string ended, string active)
    {
        var prefix = $"{KailleraTelemetry.Prefix}.{area}";
        var unit = $"{{{name}}}";
        _spanName = $"{area}.{name}";
        _protocol = protocol;
        _statusTag = $"{prefix}.status";
        _ended = KailleraTelemetry.Meter.CreateCounter<long>($"{prefix}.{plural}", unit, ended);
        _active = KailleraTelemetry.Meter.CreateUpDownCounter<long>($"{prefix}.active_{plural}", unit, active);
        _durations = KailleraTelemetry.Meter.CreateHistogram<double>(
            $"{prefix}.{name}.duration",
            "s",
            "Time from a call's first datagram to its verdict."
        );
    }

    public static CallTelemetry Probe { get; } =
        new("p2p", "n02", "probe", "probes", "P2P probes that ended, by outcome.", "P2P probes under way.");

    public static CallTelemetry P2PPing { get; } =
        new("p2p", "n02", "ping", "pings", "Calls that pinged a P2P host and ended, by outcome.", "Calls under way that ping a P2P host.");

    public static CallTelemetry Ping { get; } = OfServer("ping", "pings", "pinged a Kaillera server");

    public static CallTelemetry Hello { get; } = OfServer("hello", "hellos", "said hello at a Kaillera server's doorway");

    public static CallTelemetry Query { get; } = OfServer("query", "queries", "visited a Kaillera server");

    /// <summary>Begins a call.</summary>
    /// <param name="remote">Who is asked, or <see langword="null"/> where that is nobody's business.</param>
    /// <param name="detail">What else tells this call from others; the default for nothing.</param>
    public Activity? Enter(IPEndPoint? remote, KeyValuePair<string, object?> detail = default)
    {
        _active.Add(1);
        var activity = KailleraTelemetry.Source.StartActivity(_spanName, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("network.transport", "udp");
            activity.SetTag("network.protocol.name", _protocol);
            if (detail.Key is not null)
            {
                activity.SetTag(detail.Key, detail.Value);
            }

            if (remote is not null)
            {
                activity.SetTag("server.address", remote.Address.ToString());
                activity.SetTag("server.port", remote.Port);
            }
        }

        return activity;
    }

    /// <summary>Counts a call that has a result.</summary>
    public void End(Activity? activity, string outcome, TimeSpan elapsed, KeyValuePair<string, object?> detail = default)
    {
        var tags = Tags(detail, _statusTag, outcome);
        _ended.Add(1, tags);
        _durations.Record(elapsed.TotalSeconds, tags);
        activity?.SetTag(_statusTag, outcome);
    }

    /// <summary>Counts a call that has none.</summary>
    public void Fail(Activity? activity, string errorType, KeyValuePair<string, object?> detail = default)
    {
        _ended.Add(1, Tags(detail, "error.type", errorType));
        activity?.SetTag("error.type", errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Ends what <see cref="Enter"/> began, whatever came of it.</summary>
    public void Leave() => _active.Add(-1);

    private static CallTelemetry OfServer(string name, string plural, string what) =>
        new("server", "kaillera", name, plural, $"Calls that {what} and ended, by outcome.", $"Calls under way that {what}.");

    private static TagList Tags(KeyValuePair<string, object?> detail, string name, string value)
    {
        var tags = default(TagList);
        if (detail.Key is not null)
        {
            tags.Add(detail);
        }

        tags.Add(name, value);
        return tags;
    }
}
