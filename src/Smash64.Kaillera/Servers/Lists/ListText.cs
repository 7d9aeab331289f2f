using System.Globalization;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Texts and numbers of the public lists: bytes in some code page, which nobody names.</summary>
internal static class ListText
{
    private const int MaxQuotedLength = 80;
    private const int MaxBytesPerCharacter = 4;

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r"u8;

    /// <summary>Says why a list cannot be read in a code page, or nothing when it can.</summary>
    public static string? FindEncodingError(Encoding? encoding) =>
        encoding is null ? "Encoding must not be null."
        : KailleraText.MakeTolerant(encoding).GetBytes("A").AsSpan() is not [(byte)'A']
            ? $"Encoding must write ASCII as single bytes, since that is how a list marks its fields; {encoding.WebName} does not."
        : null;

    /// <summary>Gets the tolerant form of the code page that a list is read in.</summary>
    /// <exception cref="ArgumentException">The code page does not write ASCII as single bytes.</exception>
    public static Encoding Checked(Encoding? encoding) =>
        encoding is null ? KailleraText.NameEncoding
        : FindEncodingError(encoding) is { } error ? throw new ArgumentException(error, nameof(encoding))
        : KailleraText.Tolerant(encoding);

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(WhiteSpace);

    public static string Decode(ReadOnlySpan<byte> text, Encoding tolerant) => KailleraText.Clean(tolerant.GetString(Trim(text)));

    /// <summary>Decodes the beginning of a text for a report.</summary>
    public static string Quote(ReadOnlySpan<byte> text, Encoding tolerant)
    {
        text = Trim(text);
        return Quote(tolerant.GetString(text[..Math.Min(text.Length, MaxQuotedLength * MaxBytesPerCharacter)]));
    }

    public static string Quote(string text) =>
        KailleraText.Clean(text.Length <= MaxQuotedLength ? text : string.Concat(text.AsSpan(0, MaxQuotedLength), "…"));

    /// <summary>Reads a count: ASCII digits and nothing else, from 0 to 2,147,483,647.</summary>
    public static bool TryReadCount(ReadOnlySpan<byte> text, out int count)
    {
        // The parser of the framework lets NULs behind the digits through.
        count = 0;
        var digits = Trim(text);
        return digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    /// <summary>Takes the text up to a separator, which may be missing behind the last field.</summary>
    /// <returns><see langword="false"/> when the field before was the last.</returns>
    public static bool TryReadField(
        scoped ref ReadOnlySpan<byte> rest,
        scoped ref bool isOver,
        byte separator,
        out ReadOnlySpan<byte> field
    )
    {
        if (isOver)
        {
            field = default;
            return false;
        }

        var end = rest.IndexOf(separator);
        isOver = end < 0;
        field = isOver ? rest : rest[..end];
        rest = isOver ? default : rest[(end + 1)..];
        return true;
    }
}
