using System.Collections.Concurrent;

namespace Smash64.Kaillera.Native;

/// <summary>
/// What the caller holds, by number. A number is never given twice, so that what was released, or never given, is told apart from what
/// lives.
/// </summary>
internal static class Handles
{
    private static readonly ConcurrentDictionary<ulong, NativeObject> Objects = new();
    private static ulong _last;

    /// <summary>Gets all that live.</summary>
    public static IEnumerable<NativeObject> All => Objects.Values;

    public static ulong Add(NativeObject item)
    {
        var handle = Interlocked.Increment(ref _last);
        Objects[handle] = item;
        return handle;
    }

    /// <summary>Finds what a handle stands for.</summary>
    /// <exception cref="NativeFault">It was released, never given, or is of another kind.</exception>
    public static T Get<T>(ulong handle)
        where T : NativeObject =>
        Objects.TryGetValue(handle, out var item)
            ? item as T ?? throw new NativeFault(ErrorCode.InvalidHandle, $"Handle {handle} is {item.Kind}.")
            : throw Unknown(handle);

    /// <summary>Gives a handle back.</summary>
    /// <exception cref="NativeFault">It was released before, or never given.</exception>
    public static void Release(ulong handle)
    {
        if (!Objects.TryRemove(handle, out var item))
        {
            throw Unknown(handle);
        }

        item.Release();
    }

    private static NativeFault Unknown(ulong handle) =>
        new(ErrorCode.InvalidHandle, $"Handle {handle} is not in use: it was released before, or never given.");
}
