using Smash64.Kaillera.Nat.Codes;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Nat.Waiting.Protocol;

/// <summary>Names in the list of waiting games, where <c>|</c> parts fields and braces mark a code.</summary>
internal static class WaitingText
{
    private const char Separator = '|';
    private const char Harmless = '/';

    /// <summary>Reads a name in whatever code page it is.</summary>
    public static string Read(ReadOnlySpan<byte> name, int maxLength) => Clean(KailleraText.Decode(name), maxLength);

    /// <summary>Reads the name of an emulator and the code that may follow it. A mark that holds no code is part of the name.</summary>
    public static string ReadEmulator(ReadOnlySpan<byte> name, out string? code)
    {
        var whole = KailleraText.Decode(name);
        var text = ListCode.Split(whole, out var marked);
        code = ConnectCode.TryParse(marked, out var read) ? read.ToString() : null;
        return CleanEmulator(code is null ? whole : text);
    }

    /// <summary>Takes out of a name what means something in a list, or steers a terminal.</summary>
    /// <returns>At most <paramref name="maxLength"/> characters.</returns>
    public static string Clean(string? name, int maxLength)
    {
        var text = KailleraText.Clean(name).Replace(Separator, Harmless).Trim();
        if (text.Length <= maxLength)
        {
            return text;
        }

        var length = char.IsHighSurrogate(text[maxLength - 1]) ? maxLength - 1 : maxLength;
        return text[..length].TrimEnd();
    }

    /// <summary>As <see cref="Clean"/>, and nothing that would be taken for a code.</summary>
    public static string CleanEmulator(string? name) => Clean(name, WaitingProtocol.MaxEmulatorLength).Replace('{', '(').Replace('}', ')');
}
