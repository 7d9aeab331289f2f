using System.Globalization;
using System.Text;

namespace Smash64.Kaillera.Protocol;

/// <summary>Names and chat lines: bytes in some player's code page, with nobody to say which.</summary>
public static class KailleraText
{
    private const int WindowsWestern = 1252;
    private const int Japanese = 932;
    private const int MaxUnitsOfACharacter = 2;
    private const char Replacement = '\uFFFD';

    /// <summary>Gets Windows-1252, the code page that most players' Windows has.</summary>
    public static Encoding DefaultEncoding { get; } = MakeTolerant(CodePagesEncodingProvider.Instance.GetEncoding(WindowsWestern)!);

    /// <summary>
    /// Gets the encoding for names and lines of players nobody knows, which is the default everywhere: it reads well-formed UTF-8 as
    /// such, code page 932 (Japanese) where that is well-formed and holds kana, and everything else as Windows-1252, which it writes.
    /// </summary>
    /// <remarks>
    /// Clients of the second and third generation write UTF-8, or Japanese where their player set that; older ones the code page
    /// of their Windows. What is said to a host that is known to be of the later ones is written in UTF-8.
    /// </remarks>
    public static Encoding NameEncoding { get; } = MakeNameEncoding(DefaultEncoding);

    private static Encoding NameEncodingInUtf8 { get; } = MakeNameEncoding(Encoding.UTF8);

    /// <summary>Reads a text up to its first NUL, or to the end of the bytes.</summary>
    /// <param name="bytes">The field or body that holds the text.</param>
    /// <param name="encoding">Its code page, or <see langword="null"/> for <see cref="NameEncoding"/>.</param>
    /// <returns>The text, with U+FFFD for what cannot be decoded or would steer a terminal.</returns>
    public static string Decode(ReadOnlySpan<byte> bytes, Encoding? encoding = null)
    {
        var end = bytes.IndexOf((byte)0);
        return Clean(Tolerant(encoding).GetString(end < 0 ? bytes : bytes[..end]));
    }

    /// <summary>Replaces what could steer a terminal or disguise a line of a log.</summary>
    /// <param name="text">Any text; <see langword="null"/> reads as empty.</param>
    /// <returns>
    /// The text with U+FFFD for each control character, line or paragraph separator, direction override, lone
    /// surrogate and noncharacter.
    /// </returns>
    public static string Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        var firstBad = 0;
        while (firstBad < text.Length && IsHarmless(text, firstBad))
        {
            firstBad++;
        }

        return firstBad == text.Length
            ? text
            : string.Create(
                text.Length,
                text,
                static (span, source) =>
                {
                    for (var i = 0; i < span.Length; i++)
                    {
                        span[i] = IsHarmless(source, i) ? source[i] : Replacement;
                    }
                }
            );
    }

    /// <summary>Writes a text into a field of fixed size, padded with NUL.</summary>
    /// <param name="text">The text. What does not fit before the last byte is cut off, whole characters only.</param>
    /// <param name="field">The field; its last byte stays NUL.</param>
    /// <param name="encoding">The code page, or <see langword="null"/> for <see cref="NameEncoding"/>; what it lacks becomes <c>?</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    public static void Encode(string text, Span<byte> field, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(text);

        field.Clear();
        if (!field.IsEmpty)
        {
            Fill(field[..^1], text, Tolerant(encoding));
        }
    }

    /// <summary>Writes a text of any length, without the NUL that ends it on the wire.</summary>
    /// <param name="text">The text. What does not fit is cut off, whole characters only.</param>
    /// <param name="maxLength">The most bytes to write; 0 or more.</param>
    /// <param name="encoding">The code page, or <see langword="null"/> for <see cref="NameEncoding"/>; what it lacks becomes <c>?</c>.</param>
    /// <returns>The bytes. None of them is NUL: a character that would write one is left out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is negative.</exception>
    public static byte[] Encode(string text, int maxLength, Encoding? encoding = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfNegative(maxLength);

        var tolerant = Tolerant(encoding);
        var room = Math.Min((long)text.Length * tolerant.GetMaxByteCount(MaxUnitsOfACharacter), Math.Min(maxLength, Array.MaxLength));
        var bytes = new byte[room];
        return bytes[..Fill(bytes, text, tolerant)];
    }

    /// <summary>Makes a code page that replaces what it does not know instead of throwing.</summary>
    /// <param name="encoding">The code page.</param>
    /// <returns>A copy of it with replacing fallbacks.</returns>
    internal static Encoding MakeTolerant(Encoding encoding)
    {
        var copy = (Encoding)encoding.Clone();
        copy.DecoderFallback = new DecoderReplacementFallback(Replacement.ToString());
        copy.EncoderFallback = new EncoderReplacementFallback("?");
        return copy;
    }

    /// <summary>Gets an encoding that never throws: the default one for <see langword="null"/>, a tolerant copy where needed.</summary>
    internal static Encoding Tolerant(Encoding? encoding) =>
        encoding switch
        {
            null => NameEncoding,
            { DecoderFallback: DecoderReplacementFallback, EncoderFallback: EncoderReplacementFallback } => encoding,
            _ => MakeTolerant(encoding),
        };

    /// <summary>Gets what to write to those who are known to read UTF-8: UTF-8, unless somebody has chosen a code page.</summary>
    internal static Encoding InUtf8(Encoding encoding) => encoding is NameEncoding ? NameEncodingInUtf8 : encoding;

    /// <summary>Says what keeps a code page from being used for names on the wire.</summary>
    internal static string? FindEncodingError(Encoding? encoding) =>
        encoding is null ? "Encoding must not be null."
        : MakeTolerant(encoding).GetBytes("A").AsSpan() is not [(byte)'A']
            ? $"Encoding must write ASCII as single bytes, since a NUL ends a name; {encoding.WebName} does not."
        : null;

    private static Encoding MakeNameEncoding(Encoding written) =>
        MakeTolerant(new NameEncoding(DefaultEncoding, MakeTolerant(CodePagesEncodingProvider.Instance.GetEncoding(Japanese)!), written));

    private static int Fill(Span<byte> room, string text, Encoding tolerant)
    {
        var unused = room;
        Span<char> utf16 = stackalloc char[MaxUnitsOfACharacter];
        foreach (var rune in text.EnumerateRunes())
        {
            var units = utf16[..rune.EncodeToUtf16(utf16)];
            if (tolerant.GetByteCount(units) > unused.Length)
            {
                break;
            }

            var length = tolerant.GetBytes(units, unused);
            unused = unused[..length].Contains((byte)0) ? unused : unused[length..];
        }

        unused.Clear(); // a character that was left out may have written here
        return room.Length - unused.Length;
    }

    private static bool IsHarmless(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text[index]) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
            UnicodeCategory.Format => !IsDirectionOverride(text[index]),
            UnicodeCategory.Surrogate => IsPaired(text, index),
            UnicodeCategory.OtherNotAssigned => !IsNoncharacter(text[index]),
            _ => true,
        };

    private static bool IsPaired(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]);

    // Unicode Bidirectional Algorithm (UAX #9): embeddings, overrides and isolates. A name has no honest use for them.
    private static bool IsDirectionOverride(char character) => character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    // Unicode 23.7: never to be exchanged, so programs that show text may use them for their own ends, or stumble over them.
    private static bool IsNoncharacter(char character) => character is (>= '\uFDD0' and <= '\uFDEF') or >= '\uFFFE';
}
