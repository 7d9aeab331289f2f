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
    private const int Dots = OctetCount - 1;

    // 0.0.0.0 and 255.255.255.255
    private const int MinLength = 7;
    private const int MaxLength = 15;

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

    // One pass; value has the first octet in the highest byte. Four digits can't come together: the third is 255 at the most,
    // and zeros in front are refused.
    private static bool TryReadIPv4(ReadOnlySpan<char> text, out uint value)
    {
        value = 0;
        if (text.Length is < MinLength or > MaxLength)
        {
            return false;
        }

        var (address, octet, digits, dots) = (0U, 0U, 0, 0);
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit <= 9)
            {
                if (digits > 0 && octet == 0)
                {
                    return false; // a leading zero
                }

                octet = (octet * 10) + digit;
                digits++;
                if (octet > byte.MaxValue)
                {
                    return false;
                }
            }
            else if (character == '.' && digits > 0 && dots < Dots)
            {
                address = (address << 8) | octet;
                (octet, digits) = (0, 0);
                dots++;
            }
            else
            {
                return false;
            }
        }

        value = (address << 8) | octet;
        return dots == Dots && digits > 0;
    }
}
