using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Runtime.CompilerServices;

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

    // Value has the first octet in the highest byte. Written out octet by octet: a loop over
    // characters takes half as long again.
    private static bool TryReadIPv4(ReadOnlySpan<char> text, out uint value)
    {
        var next = 0;
        if (
            TryReadOctet(text, ref next, out var first)
            && TryReadDot(text, ref next)
            && TryReadOctet(text, ref next, out var second)
            && TryReadDot(text, ref next)
            && TryReadOctet(text, ref next, out var third)
            && TryReadDot(text, ref next)
            && TryReadOctet(text, ref next, out var fourth)
            && next == text.Length
        )
        {
            value = (first << 24) | (second << 16) | (third << 8) | fourth;
            return true;
        }

        value = 0;
        return false;
    }

    // A fourth digit is left unread, and is no dot.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadOctet(ReadOnlySpan<char> text, ref int next, out uint octet)
    {
        octet = DigitAt(text, next);
        if (octet > 9)
        {
            return false;
        }

        next++;
        var digit = DigitAt(text, next);
        if (digit > 9)
        {
            return true;
        }

        if (octet == 0)
        {
            return false; // a leading zero
        }

        next++;
        octet = (octet * 10) + digit;
        digit = DigitAt(text, next);
        if (digit > 9)
        {
            return true;
        }

        next++;
        octet = (octet * 10) + digit;
        return octet <= byte.MaxValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadDot(ReadOnlySpan<char> text, ref int next) => (uint)next < (uint)text.Length && text[next++] == '.';

    // Above 9 for what is no ASCII digit, and for the end.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint DigitAt(ReadOnlySpan<char> text, int index) =>
        (uint)index < (uint)text.Length ? (uint)(text[index] - '0') : uint.MaxValue;
}
