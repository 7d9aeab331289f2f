using System.Collections.Concurrent;

namespace Smash64.Kaillera.Native;

/// <summary>What an operation learned, with its texts as C reads them.</summary>
/// <param name="value">What was learned.</param>
internal sealed class NativeResult<T>(T value) : NativeObject
    where T : class
{
    private readonly ConcurrentDictionary<string, byte[]> _texts = new(StringComparer.Ordinal);

    public T Value { get; } = value;

    /// <inheritdoc/>
    public override string Kind => $"the result {typeof(T).Name}";

    /// <summary>Gets a text that lives as long as this, or NULL.</summary>
    public unsafe byte* Text(string? text) => text is null ? null : Utf8.Pointer(_texts.GetOrAdd(text, Utf8.Pin));

    /// <inheritdoc/>
    public override void Release()
    {
        // The collector does: its handle was all that held it.
    }
}
