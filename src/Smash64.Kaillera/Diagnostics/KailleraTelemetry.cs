using System.Diagnostics;
using System.Diagnostics.Metrics;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Diagnostics;

/// <summary>The traces and metrics of this library. No metric ever holds an address.</summary>
/// <remarks>
/// Names follow the OpenTelemetry semantic conventions: durations in seconds, <c>server.address</c>, <c>server.port</c>
/// and <c>network.transport</c> on spans, <c>network.io.direction</c> on datagrams. docs/embedding.md lists them.
/// </remarks>
public static class KailleraTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>: <c>Smash64.Kaillera</c>.</summary>
    public const string SourceName = "Smash64.Kaillera";

    internal static readonly ActivitySource Source = new(SourceName);
    internal static readonly Meter Meter = new(SourceName);

    private static readonly Counter<long> Probes = Meter.CreateCounter<long>(
        "smash64.kaillera.p2p.probes",
        "{probe}",
        "P2P probes that ended, by outcome."
    );

    private static readonly UpDownCounter<long> ActiveProbes = Meter.CreateUpDownCounter<long>(
        "smash64.kaillera.p2p.active_probes",
        "{probe}",
        "P2P probes under way."
    );

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "smash64.kaillera.p2p.probe.duration",
        "s",
        "Time from a probe's first datagram to its verdict."
    );

    private static readonly Counter<long> Datagrams = Meter.CreateCounter<long>(
        "smash64.kaillera.datagrams",
        "{datagram}",
        "UDP datagrams sent and received."
    );

    internal static Activity? EnterProbe(string? address, int port, P2PProbeMode mode)
    {
        ActiveProbes.Add(1);
        var activity = Source.StartActivity("p2p.probe", ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("network.transport", "udp");
            activity.SetTag("network.protocol.name", "n02");
            activity.SetTag("smash64.kaillera.p2p.mode", Name(mode));
            if (address is not null)
            {
                activity.SetTag("server.address", address);
                activity.SetTag("server.port", port);
            }
        }

        return activity;
    }

    internal static void EndProbe(Activity? activity, P2PProbeMode mode, P2PProbeResult result)
    {
        var outcome = Name(result.Status);
        var tags = new TagList { { "smash64.kaillera.p2p.mode", Name(mode) }, { "smash64.kaillera.p2p.status", outcome } };
        Probes.Add(1, tags);
        Durations.Record(result.Elapsed.TotalSeconds, tags);
        activity?.SetTag("smash64.kaillera.p2p.status", outcome);
    }

    internal static void FailProbe(Activity? activity, P2PProbeMode mode, string errorType)
    {
        Probes.Add(1, new TagList { { "smash64.kaillera.p2p.mode", Name(mode) }, { "error.type", errorType } });
        activity?.SetTag("error.type", errorType);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    internal static void LeaveProbe() => ActiveProbes.Add(-1);

    internal static void CountDatagrams(long sent, long received)
    {
        Datagrams.Add(sent, new KeyValuePair<string, object?>("network.io.direction", "transmit"));
        Datagrams.Add(received, new KeyValuePair<string, object?>("network.io.direction", "receive"));
    }

    private static string Name(P2PProbeMode mode) =>
        mode switch
        {
            P2PProbeMode.Quiet => "quiet",
            P2PProbeMode.Identify => "identify",
            _ => "knock",
        };

    private static string Name(P2PProbeStatus status) =>
        status switch
        {
            P2PProbeStatus.Responding => "responding",
            P2PProbeStatus.Busy => "busy",
            P2PProbeStatus.Full => "full",
            P2PProbeStatus.PortClosed => "port_closed",
            P2PProbeStatus.NotAP2PHost => "not_a_p2p_host",
            P2PProbeStatus.NoResponse => "no_response",
            _ => "unknown",
        };
}
