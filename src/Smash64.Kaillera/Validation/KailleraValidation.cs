using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Smash64.Kaillera;

/// <summary>
/// The rules for addresses and ports that the P2P hosting page applies to what a player types, and what is worth
/// knowing about an address before it is shared.
/// </summary>
/// <remarks>
/// <para>Every rule is a function of its arguments: no look-up, no culture, no clock. The members that return
/// <see langword="bool"/> for a text or a number allocate nothing, and take time in proportion to the text's length at
/// most.</para>
/// <para>Source of the rules: the functions <c>isIPv4</c> and <c>isValidPort</c> of the P2P hosting page.</para>
/// </remarks>
public static partial class KailleraValidation
{
    private const int OctetCount = 4;
    private const int MaxOctetDigits = 3;

    /// <summary>Tells whether a text is an IPv4 address by the hosting page's rule.</summary>
    /// <param name="text">Any text. <see langword="null"/> is no address.</param>
    /// <returns>
    /// <see langword="true"/> for exactly four decimal numbers from 0 to 255 in ASCII digits, without leading zeros,
    /// with dots between them and nothing before or after; else <see langword="false"/>.
    /// </returns>
    /// <remarks>
    /// Stricter than <see cref="IPAddress.TryParse(string, out IPAddress)"/>, which also takes forms such as
    /// <c>127.1</c>, <c>0x7f000001</c> and <c>010.0.0.1</c> (that last one as 8.0.0.1).
    /// </remarks>
    public static bool IsIPv4([NotNullWhen(true)] string? text) => IsIPv4(text.AsSpan());

    /// <summary>Tells whether characters are an IPv4 address by the hosting page's rule.</summary>
    /// <inheritdoc cref="IsIPv4(string?)"/>
    /// <param name="text">Any characters. An empty span is no address.</param>
    public static bool IsIPv4(ReadOnlySpan<char> text) => TryReadIPv4(text, out _);

    /// <summary>Reads an IPv4 address by the hosting page's rule.</summary>
    /// <param name="text">Any characters.</param>
    /// <param name="address">The address, or <see langword="null"/> where the text is refused.</param>
    /// <returns>What <see cref="IsIPv4(ReadOnlySpan{char})"/> says of the same text.</returns>
    /// <remarks>Allocates the address it returns, and nothing for a text it refuses.</remarks>
    public static bool TryParseIPv4(ReadOnlySpan<char> text, [NotNullWhen(true)] out IPAddress? address)
    {
        address = TryReadIPv4(text, out var value) ? CreateAddress(value) : null;
        return address is not null;
    }

    private static IPAddress CreateAddress(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes);
    }

    // value: the first octet in the highest byte.
    private static bool TryReadIPv4(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        for (var octet = 1; octet <= OctetCount; octet++)
        {
            if (!TryReadOctet(text, out var number, out var length))
            {
                return false;
            }

            value = (value << 8) | number;
            text = text[length..];

            if (octet == OctetCount)
            {
                break;
            }

            if (text is not ['.', ..])
            {
                return false;
            }

            text = text[1..];
        }

        return text.IsEmpty;
    }

    private static bool TryReadOctet(ReadOnlySpan<char> text, out uint number, out int length)
    {
        number = 0;
        length = 0;
        while (length < text.Length && length < MaxOctetDigits && char.IsAsciiDigit(text[length]))
        {
            number = (number * 10) + (uint)(text[length] - '0');
            length++;
        }

        var hasLeadingZero = length > 1 && text[0] == '0';
        return length > 0 && !hasLeadingZero && number <= byte.MaxValue;
    }
}
