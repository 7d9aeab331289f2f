using System.Text;
using System.Text.Unicode;

namespace Smash64.Kaillera.Protocol;

/// <summary>
/// Reads each text in the code page that it was most probably written in, since the wire doesn't say: what is well-formed UTF-8 as
/// UTF-8; what is well-formed in the Japanese code page and holds kana, as Japanese; everything else as a Windows code page.
/// </summary>
/// <remarks>
/// Kana are what tells: the bytes they begin with (82 and 83) are a low quotation mark and a florin sign in Windows-1252, which no
/// name holds. Kanji alone don't, since they begin with the bytes of é and its like.
/// </remarks>
/// <param name="windows">The code page for the rest.</param>
/// <param name="japanese">Code page 932, which replaces what it can't decode by U+FFFD.</param>
/// <param name="written">What texts are written in.</param>
internal sealed class NameEncoding(Encoding windows, Encoding japanese, Encoding written) : Encoding
{
    private const int LongestTextOnStack = 512;

    public override string WebName => written.WebName;

    public override int GetByteCount(char[] chars, int index, int count) => written.GetByteCount(chars, index, count);

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        written.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetMaxByteCount(int charCount) => written.GetMaxByteCount(charCount);

    public override int GetCharCount(byte[] bytes, int index, int count) =>
        For(bytes.AsSpan(index, count)).GetCharCount(bytes, index, count);

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        For(bytes.AsSpan(byteIndex, byteCount)).GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    // The base class would copy the bytes first.
    public override int GetCharCount(ReadOnlySpan<byte> bytes) => For(bytes).GetCharCount(bytes);

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars) => For(bytes).GetChars(bytes, chars);

    // UTF-8 never makes more characters than the bytes it reads; neither do the others.
    public override int GetMaxCharCount(int byteCount) => Math.Max(UTF8.GetMaxCharCount(byteCount), windows.GetMaxCharCount(byteCount));

    private Encoding For(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? UTF8
        : IsJapanese(bytes) ? japanese
        : windows;

    private bool IsJapanese(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.ContainsAny((byte)0x82, (byte)0x83))
        {
            return false; // no kana
        }

        Span<char> text = bytes.Length <= LongestTextOnStack ? stackalloc char[LongestTextOnStack] : new char[bytes.Length];
        text = text[..japanese.GetChars(bytes, text)];
        var hasKana = false;
        foreach (var character in text)
        {
            // What no Japanese text holds: replacements, and what the code page makes of bytes that it has not assigned.
            if (character is '\uFFFD' or (>= '\u0080' and <= '\u00A0') or (>= '\uE000' and <= '\uF8FF'))
            {
                return false;
            }

            hasKana |= character is (>= '\u3041' and <= '\u3096') or (>= '\u30A1' and <= '\u30FA');
        }

        return hasKana;
    }
}
