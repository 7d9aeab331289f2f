using System.Diagnostics;
using System.Diagnostics.Metrics;

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

    /// <summary>What all names of metrics begin with.</summary>
    internal const string Prefix = "smash64.kaillera";

    internal static readonly ActivitySource Source = new(SourceName);
    internal static readonly Meter Meter = new(SourceName);

    private static readonly Counter<long> Datagrams = Meter.CreateCounter<long>(
        $"{Prefix}.datagrams",
        "{datagram}",
        "UDP datagrams sent and received."
    );

    internal static void CountDatagrams(long sent, long received)
    {
        Datagrams.Add(sent, new KeyValuePair<string, object?>("network.io.direction", "transmit"));
        Datagrams.Add(received, new KeyValuePair<string, object?>("network.io.direction", "receive"));
    }
}
