using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Diagnostics;

/// <summary>The service's metrics. None ever holds an address. docs/operations.md lists them.</summary>
internal static class ServiceTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Smash64.Kaillera.AspNetCore";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Checks = Meter.CreateCounter<long>(
        "smash64.kaillera.service.checks",
        "{check}",
        "Checks that ended, by verdict."
    );

    private static readonly Counter<long> Shared = Meter.CreateCounter<long>(
        "smash64.kaillera.service.shared_checks",
        "{check}",
        "Requests that were answered by another caller's check of the same host."
    );

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "smash64.kaillera.service.refusals",
        "{request}",
        "Requests that were refused, by code."
    );

    private static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>(
        "smash64.kaillera.service.active_checks",
        "{check}",
        "Checks under way."
    );

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "smash64.kaillera.service.check.duration",
        "s",
        "Time from the beginning of a check to its verdict."
    );

    public static void EnterCheck() => Active.Add(1);

    public static void LeaveCheck() => Active.Add(-1);

    public static void CountShared() => Shared.Add(1);

    public static void CountRefusal(string code) =>
        Refusals.Add(1, new KeyValuePair<string, object?>("smash64.kaillera.service.code", code));

    public static void CountCheck(KailleraCheckVerdict verdict, TimeSpan duration)
    {
        var tag = new KeyValuePair<string, object?>(
            "smash64.kaillera.service.verdict",
            JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.ToString())
        );
        Checks.Add(1, tag);
        Durations.Record(duration.TotalSeconds, tag);
    }
}
