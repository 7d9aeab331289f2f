using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
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
[JsonSerializable(typeof(ErrorReport))]
[JsonSerializable(typeof(HostHappening))]
[JsonSerializable(typeof(HostListening))]
[JsonSerializable(typeof(HostStopped))]
[JsonSerializable(typeof(IPReport))]
[JsonSerializable(typeof(ServerReport))]
[JsonSerializable(typeof(ServersEntry))]
[JsonSerializable(typeof(ServersSummary))]
[JsonSerializable(typeof(ScanBadLine))]
[JsonSerializable(typeof(ScanHost))]
[JsonSerializable(typeof(ScanSummary))]
[JsonSerializable(typeof(ValidateReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    // Apostrophes and the letters of all languages stay readable; control characters are escaped all the same.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one line and flushes it, so that a reader at the other end of a pipe has it at once.</summary>
    public static void WriteLine<T>(Stream stream, T report, JsonTypeInfo<T> type)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, Readable))
        {
            JsonSerializer.Serialize(writer, report, type);
        }

        line.Write("\n"u8);
        stream.Write(line.WrittenSpan);
        stream.Flush();
    }
}
