using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>Writes reports as JSON, one line each, in UTF-8 whatever the console's code page is.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckReport))]
[JsonSerializable(typeof(DemoReport))]
[JsonSerializable(typeof(ErrorReport))]
[JsonSerializable(typeof(HostHappening))]
[JsonSerializable(typeof(HostListening))]
[JsonSerializable(typeof(HostStopped))]
[JsonSerializable(typeof(IPReport))]
[JsonSerializable(typeof(ValidateReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>Gets the reports' types, with apostrophes and letters of all languages left readable.</summary>
    public static ReportJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes one line and flushes it, so that a reader at the other end of a pipe has it at once.</summary>
    public static void WriteLine<T>(Stream stream, T report, JsonTypeInfo<T> type)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(report, type), (byte)'\n'];
        stream.Write(line);
        stream.Flush();
    }
}
