using System.Runtime.CompilerServices;

namespace Smash64.Kaillera.Native;

/// <summary>
/// Structs that may be of another age than this library: each begins with its size as the caller knows it. Both sides may be newer;
/// fields are only ever added at the end.
/// </summary>
internal static unsafe class SizedStruct
{
    /// <summary>More than any struct will ever have: a larger number was never set.</summary>
    private const uint MaxSize = 4_096;

    /// <summary>Reads options: what the caller does not know is 0, and so the default.</summary>
    /// <exception cref="NativeFault">The size is no size, or the caller sets what this library does not know.</exception>
    public static T Read<T>(T* source)
        where T : unmanaged
    {
        T value = default;
        if (source != null)
        {
            var size = Size(source);
            var bytes = new ReadOnlySpan<byte>(source, (int)size);
            if (size > sizeof(T) && bytes[sizeof(T)..].ContainsAnyExcept((byte)0))
            {
                throw NativeFault.BadArgument(
                    $"{Name<T>()} has {size} bytes, and one behind the {sizeof(T)} that this library knows is not 0: it is older than the program."
                );
            }

            bytes[..(int)Math.Min(size, sizeof(T))].CopyTo(new Span<byte>(&value, sizeof(T)));
        }

        return value;
    }

    /// <summary>Writes what was learned: as much as the caller knows; what he knows beyond is 0.</summary>
    /// <exception cref="NativeFault">There is no struct, or its size is no size.</exception>
    public static void Write<T>(T* destination, T value)
        where T : unmanaged
    {
        if (destination == null)
        {
            throw NativeFault.BadArgument($"{Name<T>()} must not be NULL.");
        }

        var size = Size(destination);
        Unsafe.As<T, uint>(ref value) = size;
        var bytes = new Span<byte>(destination, (int)size);
        bytes.Clear();
        new ReadOnlySpan<byte>(&value, (int)Math.Min(size, sizeof(T))).CopyTo(bytes);
    }

    private static uint Size<T>(T* item)
        where T : unmanaged
    {
        var size = Unsafe.ReadUnaligned<uint>(item);
        return size is >= sizeof(uint) and <= MaxSize
            ? size
            : throw NativeFault.BadArgument($"{Name<T>()}.size is {size}: set it to sizeof({Name<T>()}).");
    }

    private static string Name<T>() => Layout.NameOf(typeof(T));
}
