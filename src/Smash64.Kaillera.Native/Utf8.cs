using System.Runtime.CompilerServices;
using System.Text;

namespace Smash64.Kaillera.Native;

/// <summary>Text that crosses to C: UTF-8 with a closing 0.</summary>
internal static unsafe class Utf8
{
    /// <summary>More than any text that an export takes; a longer one was never ended by a 0.</summary>
    private const int MaxLength = 65_536;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a text of the caller's.</summary>
    /// <exception cref="NativeFault">It is NULL, too long, or no UTF-8.</exception>
    public static string Read(byte* text, string name) =>
        ReadOptional(text, name) ?? throw NativeFault.BadArgument($"{name} must not be NULL.");

    /// <summary>Reads a text of the caller's, or NULL.</summary>
    /// <exception cref="NativeFault">It is too long, or no UTF-8.</exception>
    public static string? ReadOptional(byte* text, string name)
    {
        if (text == null)
        {
            return null;
        }

        var length = new ReadOnlySpan<byte>(text, MaxLength).IndexOf((byte)0);
        if (length < 0)
        {
            throw NativeFault.BadArgument($"{name} must end with a 0, after {MaxLength - 1} bytes at most.");
        }

        try
        {
            return Strict.GetString(text, length);
        }
        catch (DecoderFallbackException)
        {
            throw NativeFault.BadArgument($"{name} must be UTF-8.");
        }
    }

    /// <summary>Copies a text to where the collector leaves it, as long as somebody holds it.</summary>
    public static byte[] Pin(string text)
    {
        var copy = GC.AllocateArray<byte>(Encoding.UTF8.GetByteCount(text) + 1, pinned: true);
        Encoding.UTF8.GetBytes(text, copy);
        return copy;
    }

    /// <summary>Gets what C reads of a text that is pinned.</summary>
    public static byte* Pointer(byte[] pinned) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    /// <summary>Writes as much of a text as fits, whole characters, and a closing 0.</summary>
    public static void Write(string text, Span<byte> destination)
    {
        Encoding.UTF8.GetEncoder().Convert(text, destination[..^1], flush: true, out _, out var used, out _);
        destination[used..].Clear();
    }
}
