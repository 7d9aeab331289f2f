using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Smash64.Kaillera.Diagnostics;

namespace Smash64.Kaillera.Web;

/// <summary>
/// Metrics, traces and logs for an operator's collector, where the standard <c>OTEL_*</c> variables name one, and nothing at all
/// where they don't. docs/operations.md lists the variables.
/// </summary>
internal static class Telemetry
{
    private const string ServiceName = "smash64-kaillera";

    private static readonly string[] Sources = [KailleraTelemetry.SourceName, "Microsoft.AspNetCore"];

    private static readonly string[] Meters =
    [
        KailleraTelemetry.SourceName,
        "Smash64.Kaillera.AspNetCore",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Runtime",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration;
        if (settings.GetValue<bool>("OTEL_SDK_DISABLED"))
        {
            return;
        }

        if (settings.Exports("TRACES"))
        {
            builder.Collect(settings).WithTracing(traces => traces.AddSource(Sources).AddOtlpExporter(to => to.Find("TRACES", settings)));
        }

        if (settings.Exports("METRICS"))
        {
            builder.Collect(settings).WithMetrics(metrics => metrics.AddMeter(Meters).AddOtlpExporter(to => to.Find("METRICS", settings)));
        }

        if (settings.Exports("LOGS"))
        {
            builder
                .Collect(settings)
                .WithLogging(
                    logs => logs.AddOtlpExporter(to => to.Find("LOGS", settings)),
                    options => options.IncludeFormattedMessage = true
                );
        }
    }

    // "none" is the standard's way to leave a signal out; the exporter does not read it by itself.
    private static bool Exports(this ConfigurationManager settings, string signal) =>
        settings[$"OTEL_{signal}_EXPORTER"] != "none"
        && (!string.IsNullOrEmpty(settings["OTEL_EXPORTER_OTLP_ENDPOINT"]) || settings.EndpointOf(signal) is not null);

    // The exporter reads the variables for all signals; one for its own signal is the whole address.
    private static string? EndpointOf(this ConfigurationManager settings, string signal) =>
        settings[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] is { Length: > 0 } own ? own : null;

    private static void Find(this OtlpExporterOptions exporter, string signal, ConfigurationManager settings)
    {
        if (settings.EndpointOf(signal) is { } own)
        {
            exporter.Endpoint = new Uri(own);
        }
    }

    private static OpenTelemetryBuilder Collect(this WebApplicationBuilder builder, ConfigurationManager settings) =>
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => NameService(resource, settings));

    private static void NameService(ResourceBuilder resource, ConfigurationManager settings)
    {
        var isNamed =
            !string.IsNullOrEmpty(settings["OTEL_SERVICE_NAME"])
            || settings["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) == true;
        if (!isNamed)
        {
            resource.AddService(ServiceName);
        }
    }
}
