using System.Diagnostics;
using System.Diagnostics.Metrics;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>
/// The traces and metrics of one thing that is asked of Kaillera servers, under the names of <see cref="KailleraTelemetry"/>:
/// what ended by outcome, what is under way, and how long it took.
/// </summary>
internal sealed class ServerOperation
{
    private const string StatusTag = "smash64.kaillera.server.status";

    private readonly string _name;
    private readonly Counter<long> _ended;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _durations;

    private ServerOperation(string name, string plural, string what)
    {
        _name = name;
        var unit = $"{{{name}}}";
        _ended = KailleraTelemetry.Meter.CreateCounter<long>(
            $"smash64.kaillera.server.{plural}",
            unit,
            $"Calls that {what} and ended, by outcome."
        );
        _active = KailleraTelemetry.Meter.CreateUpDownCounter<long>(
            $"smash64.kaillera.server.active_{plural}",
            unit,
            $"Calls under way that {what}."
        );
        _durations = KailleraTelemetry.Meter.CreateHistogram<double>(
            $"smash64.kaillera.server.{name}.duration",
            "s",
            "Time from a call's first datagram to its verdict."
        );
    }

    public static ServerOperation Ping { get; } = new("ping", "pings", "pinged a Kaillera server");

    public static ServerOperation Hello { get; } = new("hello", "hellos", "said hello at a Kaillera server's doorway");

    public static ServerOperation Query { get; } = new("query", "queries", "visited a Kaillera server");

    public static string NameOf(KailleraPingStatus status) =>
        status switch
        {
            KailleraPingStatus.Responding => "responding",
            KailleraPingStatus.PortClosed => "port_closed",
            KailleraPingStatus.NotAKailleraServer => "not_a_kaillera_server",
            KailleraPingStatus.NoResponse => "no_response",
            _ => "unknown",
        };

    public static string NameOf(KailleraServerStatus status) =>
        status switch
        {
            KailleraServerStatus.Open => "open",
            KailleraServerStatus.Full => "full",
            KailleraServerStatus.Rejected => "rejected",
            KailleraServerStatus.OtherVersion => "other_version",
            KailleraServerStatus.LoginUnanswered => "login_unanswered",
            KailleraServerStatus.PortClosed => "port_closed",
            KailleraServerStatus.NotAKailleraServer => "not_a_kaillera_server",
            KailleraServerStatus.NoResponse => "no_response",
            _ => "unknown",
        };

    public Activity? Enter(string? address, int port)
    {
        _active.Add(1);
        var activity = KailleraTelemetry.Source.StartActivity($"server.{_name}", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("network.transport", "udp");
            activity.SetTag("network.protocol.name", "kaillera");
            if (address is not null)
            {
                activity.SetTag("server.address", address);
                activity.SetTag("server.port", port);
            }
        }

        return activity;
    }

    public void End(Activity? activity, string outcome, TimeSpan elapsed)
    {
        var tag = new KeyValuePair<string, object?>(StatusTag, outcome);
        _ended.Add(1, tag);
        _durations.Record(elapsed.TotalSeconds, tag);
        activity?.SetTag(StatusTag, outcome);
    }

    public void Fail(Activity? activity, string errorType)
    {
        _ended.Add(1, new KeyValuePair<string, object?>("error.type", errorType));
        activity?.SetTag("error.type", errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    public void Leave() => _active.Add(-1);
}
