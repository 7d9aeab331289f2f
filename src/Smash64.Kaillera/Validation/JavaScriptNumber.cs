using System.Globalization;

namespace Smash64.Kaillera;

/// <summary>
/// JavaScript's <c>Number(text)</c>: the grammar <c>StringNumericLiteral</c> of ECMA-262, rounded to the nearest IEEE
/// double.
/// </summary>
/// <remarks>Works on the stack alone, in one pass, however long the text is.</remarks>
internal static class JavaScriptNumber
{
    // The midpoint of two neighbouring doubles has at most 768 significant decimal digits. Of what follows only one
    // thing matters for the rounding: whether it is all zeros. One more digit, a 1, stands for "it is not".
    private const int MaxSignificantDigits = 768;
    private const int StickyDigit = 1;
    private const int ExponentRoom = 8; // 'e', a sign and at most four digits: see MaxMagnitude

    // Doubles end at about 1.8e308 and 4.9e-324: with the decimal point further out than this, the digits do not
    // matter.
    private const int MaxMagnitude = 400;

    // Larger than any exponent that the digits of a text could make up for.
    private const long MaxExponent = 1_000_000_000_000;

    private const int MaxBinaryShift = 2_000;

    private const NumberStyles NormalisedStyle = NumberStyles.AllowExponent;

    /// <summary>Converts a text to a number.</summary>
    /// <param name="text">Any characters; empty or all white space is 0.</param>
    /// <param name="value">The number, which may be infinite or -0, or NaN where the text is no number.</param>
    /// <returns>Whether the text is a number.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        var number = Trim(text);
        value = number switch
        {
            [] => 0,
            ['0', 'x' or 'X', .. var digits] => ParseBinary(digits, bitsPerDigit: 4),
            ['0', 'o' or 'O', .. var digits] => ParseBinary(digits, bitsPerDigit: 3),
            ['0', 'b' or 'B', .. var digits] => ParseBinary(digits, bitsPerDigit: 1),
            ['-', .. var unsigned] => -ParseDecimal(unsigned),
            ['+', .. var unsigned] => ParseDecimal(unsigned),
            _ => ParseDecimal(number),
        };

        return !double.IsNaN(value);
    }

    /// <summary>Removes what JavaScript counts as white space or line terminator from both ends.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = text.Length;
        while (end > start && IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    // Not char.IsWhiteSpace: that takes U+0085, which JavaScript does not, and leaves out U+FEFF.
    private static bool IsWhiteSpace(char character) =>
        character is (>= '\t' and <= '\r') or ' ' or '\u2028' or '\u2029' or '\uFEFF'
        || (character > '\u007F' && char.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator);

    private static double ParseBinary(ReadOnlySpan<char> digits, int bitsPerDigit)
    {
        if (digits.IsEmpty)
        {
            return double.NaN;
        }

        // The highest 64 bits. Any later 1 bit is kept in the lowest of them: with 64 bits for the 53 of a double, that
        // is all the rounding needs to know of the rest.
        ulong bits = 0;
        var shift = 0L;
        foreach (var character in digits)
        {
            var digit = DigitOf(character);
            if (digit >> bitsPerDigit != 0)
            {
                return double.NaN;
            }

            for (var bit = bitsPerDigit - 1; bit >= 0; bit--)
            {
                var next = (ulong)(digit >> bit) & 1;
                if (bits >> 63 == 0)
                {
                    bits = (bits << 1) | next;
                }
                else
                {
                    bits |= next;
                    shift++;
                }
            }
        }

        return Math.ScaleB(bits, (int)Math.Min(shift, MaxBinaryShift));
    }

    private static int DigitOf(char character) =>
        character switch
        {
            >= '0' and <= '9' => character - '0',
            >= 'a' and <= 'f' => character - 'a' + 10,
            >= 'A' and <= 'F' => character - 'A' + 10,
            _ => int.MaxValue,
        };

    private static double ParseDecimal(ReadOnlySpan<char> text)
    {
        if (text is "Infinity")
        {
            return double.PositiveInfinity;
        }

        // The value is kept as a whole number of at most 769 digits, times ten to the power of exponent.
        Span<byte> normalised = stackalloc byte[MaxSignificantDigits + StickyDigit + ExponentRoom];
        var length = 0;
        var exponent = 0L;
        var hasDigits = false;
        var hasPoint = false;
        var hasNonZeroTail = false;
        var position = 0;
        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (character == '.' && !hasPoint)
            {
                hasPoint = true;
                continue;
            }

            if (!char.IsAsciiDigit(character))
            {
                break;
            }

            hasDigits = true;
            if (length == MaxSignificantDigits)
            {
                hasNonZeroTail |= character != '0';
                exponent += hasPoint ? 0 : 1;
                continue;
            }

            exponent -= hasPoint ? 1 : 0;
            if (length > 0 || character != '0')
            {
                normalised[length++] = (byte)character;
            }
        }

        if (!hasDigits || !TryReadExponent(text[position..], out var written))
        {
            return double.NaN;
        }

        if (hasNonZeroTail)
        {
            normalised[length++] = (byte)'1';
            exponent--;
        }

        exponent += written;
        return (length, length + exponent) switch
        {
            (0, _) => 0,
            (_, > MaxMagnitude) => double.PositiveInfinity,
            (_, < -MaxMagnitude) => 0,
            _ => ParseNormalised(normalised, length, (int)exponent),
        };
    }

    private static double ParseNormalised(Span<byte> normalised, int length, int exponent)
    {
        normalised[length++] = (byte)'e';
        _ = exponent.TryFormat(normalised[length..], out var written, default, CultureInfo.InvariantCulture);
        _ = double.TryParse(normalised[..(length + written)], NormalisedStyle, CultureInfo.InvariantCulture, out var value);
        return value;
    }

    // Nothing, or e, an optional sign and at least one digit to the end of the text.
    private static bool TryReadExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        if (text is not ['e' or 'E', .. var digits])
        {
            return false;
        }

        var isNegative = digits is ['-', ..];
        if (digits is ['-' or '+', .. var unsigned])
        {
            digits = unsigned;
        }

        foreach (var character in digits)
        {
            if (!char.IsAsciiDigit(character))
            {
                return false;
            }

            exponent = Math.Min((exponent * 10) + (character - '0'), MaxExponent);
        }

        exponent = isNegative ? -exponent : exponent;
        return !digits.IsEmpty;
    }
}
