using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Smash64.Kaillera.Console.Reports;

/// <summary>Lines of JSON that go out together.</summary>
internal sealed class JsonLines : IDisposable
{
    // Apostrophes and the letters of all languages stay readable; control characters are escaped all the same.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _lines = new();
    private readonly Utf8JsonWriter _writer;

    public JsonLines() => _writer = new Utf8JsonWriter(_lines, Readable);

    /// <summary>Gets how many bytes wait.</summary>
    public int Length => _lines.WrittenCount;

    public void Add<T>(T report, JsonTypeInfo<T> type)
    {
        JsonSerializer.Serialize(_writer, report, type);
        _writer.Flush();
        _writer.Reset();
        _lines.Write("\n"u8);
    }

    /// <summary>Writes what waits, and forgets it also where it can't be written.</summary>
    public void Flush(Stream stream)
    {
        try
        {
            stream.Write(_lines.WrittenSpan);
            stream.Flush();
        }
        finally
        {
            _lines.ResetWrittenCount();
        }
    }

    public void Dispose() => _writer.Dispose();
}
