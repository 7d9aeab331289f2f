using System.Text;

namespace Smash64.Kaillera.Servers.Lists;

/// <summary>Fields with a <c>|</c> between them, in some code page.</summary>
internal static class ListFields
{
    public const byte Separator = (byte)'|';

    private const byte FirstLeadByte = 0x80;
    private const int LongestTextOnStack = 128; // in characters; none makes more of them than it has bytes

    /// <summary>Finds the end of the field that begins at a position: the next separator, or the end of the text.</summary>
    /// <remarks>
    /// In code pages with characters of two bytes the separator's byte can be the second of one, but only behind a byte that is
    /// no ASCII; never in UTF-8. Such bytes are decoded from the last ASCII byte on, since no character begins before that and
    /// ends behind it.
    /// </remarks>
    public static int FindEnd(ReadOnlySpan<byte> text, int position, Encoding tolerant)
    {
        var hasLongCharacters = !tolerant.IsSingleByte && tolerant is not UTF8Encoding;
        var start = position;
        while (start < text.Length)
        {
            var offset = text[start..].IndexOf(Separator);
            if (offset < 0)
            {
                break;
            }

            var end = start + offset;
            if (!hasLongCharacters || offset == 0 || text[end - 1] < FirstLeadByte || IsSeparator(text[start..(end + 1)], tolerant))
            {
                return end;
            }

            start = end + 1;
        }

        return text.Length;
    }

    private static bool IsSeparator(ReadOnlySpan<byte> text, Encoding tolerant)
    {
        text = text[(text[..^1].LastIndexOfAnyInRange((byte)0, (byte)(FirstLeadByte - 1)) + 1)..];
        Span<char> decoded = text.Length <= LongestTextOnStack ? stackalloc char[LongestTextOnStack] : new char[text.Length];
        return decoded[..tolerant.GetChars(text, decoded)].EndsWith([(char)Separator]);
    }
}
