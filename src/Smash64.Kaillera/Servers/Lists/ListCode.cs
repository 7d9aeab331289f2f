using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>The connect code that a client writes behind the name of its emulator: <c>Emulator 1.0 {CC:PIKA@555}</c>.</summary>
/// <remarks>Source: the clients that write and read it. They take the first that they find, and drop what stands behind it.</remarks>
internal static class ListCode
{
    private const int MaxLength = 16; // of a session's; a claimed one has 8 at most
    private const string Opening = " {CC:";

    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@#-_"
    );

    /// <summary>Tells whether a field has a mark of a code.</summary>
    public static bool IsIn(ReadOnlySpan<byte> emulator) => emulator.IndexOf(" {CC:"u8) >= 0;

    /// <summary>Tells whether a text can stand in the mark.</summary>
    public static bool IsCode([NotNullWhen(true)] string? text) => IsCode(text.AsSpan());

    /// <summary>Takes the name and the code apart. What is no code stays in the name.</summary>
    /// <returns>The emulator's name.</returns>
    public static string Split(string emulator, out string? code)
    {
        code = null;
        var opening = emulator.IndexOf(Opening, StringComparison.Ordinal);
        var rest = opening < 0 ? default : emulator.AsSpan(opening + Opening.Length);
        var length = rest.IndexOf('}');
        if (length < 0 || !IsCode(rest[..length]))
        {
            return emulator;
        }

        code = rest[..length].ToString();
        return emulator[..opening].Trim();
    }

    private static bool IsCode(ReadOnlySpan<char> text) => text.Length is >= 1 and <= MaxLength && !text.ContainsAnyExcept(Letters);
}
