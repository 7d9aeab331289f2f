using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>Writes reports as JSON, one line each, in UTF-8 whatever the console's code page is.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(DoctorReport))]
[JsonSerializable(typeof(ErrorReport))]
[JsonSerializable(typeof(HostHappening))]
[JsonSerializable(typeof(HostListening))]
[JsonSerializable(typeof(HostPath))]
[JsonSerializable(typeof(HostStopped))]
[JsonSerializable(typeof(IPReport))]
[JsonSerializable(typeof(OpenReport))]
[JsonSerializable(typeof(OpenRefused))]
[JsonSerializable(typeof(PingAnswer))]
[JsonSerializable(typeof(PingSummary))]
[JsonSerializable(typeof(RendezvousListening))]
[JsonSerializable(typeof(ServerReport))]
[JsonSerializable(typeof(ServersEntry))]
[JsonSerializable(typeof(ServersSummary))]
[JsonSerializable(typeof(ScanBadLine))]
[JsonSerializable(typeof(ScanHost))]
[JsonSerializable(typeof(ScanSummary))]
[JsonSerializable(typeof(ValidateReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>Writes one line and flushes it, so that a reader at the other end of a pipe has it at once.</summary>
    public static void WriteLine<T>(Stream stream, T report, JsonTypeInfo<T> type)
    {
        using var lines = new JsonLines();
        lines.Add(report, type);
        lines.Flush(stream);
    }
}
