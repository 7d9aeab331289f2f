using System.Globalization;
using System.Text.Json;

namespace Smash64.Kaillera.AspNetCore.Contract;

/// <summary>
/// Reads a port as the original takes it: a JSON number, a truth value, or a text by the rules of Python's <c>int()</c> (white
/// space around, a sign, leading zeros, single underscores between digits, digits of any script).
/// </summary>
internal static class PythonInteger
{
    // Larger than any port; behind it only the digits' form still matters.
    private const int Saturated = 1_000_000;

    /// <summary>Reads a value.</summary>
    /// <param name="value">The JSON value.</param>
    /// <param name="port">0 to 65535.</param>
    /// <returns>Whether it is a whole number in the range. A fraction is refused: cut off, it would be another port.</returns>
    public static bool TryReadPort(JsonElement value, out int port)
    {
        port = -1;
        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                port = value.GetBoolean() ? 1 : 0;
                return true;
            case JsonValueKind.Number when value.TryGetDouble(out var number) && number is >= 0 and <= ushort.MaxValue:
                port = (int)number;
                return port == number;
            case JsonValueKind.String:
                return TryParse(value.GetString().AsSpan(), out port) && port is >= 0 and <= ushort.MaxValue;
            default:
                return false;
        }
    }

    private static bool TryParse(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        text = text.Trim(); // .NET and int() agree on what is white space
        var isNegative = text is ['-', ..];
        if (text is ['-' or '+', ..])
        {
            text = text[1..];
        }

        var wasDigit = false;
        while (!text.IsEmpty)
        {
            if (text[0] == '_' && wasDigit && text.Length > 1)
            {
                wasDigit = false;
                text = text[1..];
                continue;
            }

            var length = char.IsHighSurrogate(text[0]) && text.Length > 1 ? 2 : 1;
            var digit = CharUnicodeInfo.GetDecimalDigitValue(text[..length].ToString(), 0);
            if (digit < 0)
            {
                return false;
            }

            value = Math.Min((value * 10) + digit, Saturated);
            wasDigit = true;
            text = text[length..];
        }

        value = isNegative ? -value : value;
        return wasDigit;
    }
}
