using System.Diagnostics;
using System.Diagnostics.Metrics;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>The traces and metrics of the server probe, under the names of <see cref="KailleraTelemetry"/>.</summary>
internal static class ServerTelemetry
{
    private const string StatusTag = "smash64.kaillera.server.status";

    private static readonly Counter<long> Pings = KailleraTelemetry.Meter.CreateCounter<long>(
        "smash64.kaillera.server.pings",
        "{ping}",
        "Calls that pinged a Kaillera server and ended, by outcome."
    );

    private static readonly UpDownCounter<long> ActivePings = KailleraTelemetry.Meter.CreateUpDownCounter<long>(
        "smash64.kaillera.server.active_pings",
        "{ping}",
        "Calls under way that ping a Kaillera server."
    );

    private static readonly Histogram<double> PingDurations = KailleraTelemetry.Meter.CreateHistogram<double>(
        "smash64.kaillera.server.ping.duration",
        "s",
        "Time from the first ping of a call to its verdict."
    );

    public static Activity? EnterPing(string? address, int port)
    {
        ActivePings.Add(1);
        var activity = KailleraTelemetry.Source.StartActivity("server.ping", ActivityKind.Client);
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

    public static void EndPing(Activity? activity, KailleraPingResult result)
    {
        var outcome = Name(result.Status);
        var tag = new KeyValuePair<string, object?>(StatusTag, outcome);
        Pings.Add(1, tag);
        PingDurations.Record(result.Elapsed.TotalSeconds, tag);
        activity?.SetTag(StatusTag, outcome);
    }

    public static void FailPing(Activity? activity, string errorType)
    {
        Pings.Add(1, new KeyValuePair<string, object?>("error.type", errorType));
        activity?.SetTag("error.type", errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    public static void LeavePing() => ActivePings.Add(-1);

    private static string Name(KailleraPingStatus status) =>
        status switch
        {
            KailleraPingStatus.Responding => "responding",
            KailleraPingStatus.PortClosed => "port_closed",
            KailleraPingStatus.NotAKailleraServer => "not_a_kaillera_server",
            KailleraPingStatus.NoResponse => "no_response",
            _ => "unknown",
        };
}
