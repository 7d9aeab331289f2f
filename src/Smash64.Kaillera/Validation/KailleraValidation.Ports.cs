using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera;

public static partial class KailleraValidation
{
    /// <summary>Tells whether a number is a port by the hosting page's rule.</summary>
    /// <param name="port">Any number.</param>
    /// <returns>
    /// <see langword="true"/> from <see cref="KailleraDefaults.MinPort"/> to <see cref="KailleraDefaults.MaxPort"/>,
    /// both included. 65535 is refused, although the page's input field takes it.
    /// </returns>
    public static bool IsValidPort(int port) => port is >= KailleraDefaults.MinPort and <= KailleraDefaults.MaxPort;

    /// <summary>Tells whether a text is a port by the hosting page's rule.</summary>
    /// <param name="text">Any text. <see langword="null"/> is no port.</param>
    /// <returns>What <see cref="TryParsePort(string?, out int)"/> says of the same text.</returns>
    public static bool IsValidPort([NotNullWhen(true)] string? text) => TryParsePort(text.AsSpan(), out _);

    /// <summary>Tells whether characters are a port by the hosting page's rule.</summary>
    /// <param name="text">Any characters.</param>
    /// <returns>What <see cref="TryParsePort(ReadOnlySpan{char}, out int)"/> says of the same characters.</returns>
    public static bool IsValidPort(ReadOnlySpan<char> text) => TryParsePort(text, out _);

    /// <summary>Reads a port by the hosting page's rule.</summary>
    /// <param name="text">Any text. <see langword="null"/> is no port.</param>
    /// <param name="port">
    /// The port, from <see cref="KailleraDefaults.MinPort"/> to <see cref="KailleraDefaults.MaxPort"/>, or 0 where the
    /// text is refused.
    /// </param>
    /// <returns>
    /// <see langword="true"/> where JavaScript's <c>Number(text)</c> is a whole number greater than 1024 and smaller
    /// than 65535; else <see langword="false"/>.
    /// </returns>
    /// <remarks>
    /// <para>So these are ports too: <c>" 27886 "</c> (JavaScript's white space), <c>"+27886"</c>, <c>"027886"</c>,
    /// <c>"27886.0"</c>, <c>"2.7886e4"</c>, <c>"0x6cee"</c>, <c>"0o66356"</c>, <c>"0b110110011101110"</c>, and
    /// <c>"27885.9999999999999999999"</c>, which rounds to 27886 as an IEEE double.</para>
    /// <para>A fraction such as <c>"27886.5"</c> passes the page's own rule and fails at the checker's service: here it
    /// is refused.</para>
    /// </remarks>
    public static bool TryParsePort([NotNullWhen(true)] string? text, out int port) => TryParsePort(text.AsSpan(), out port);

    /// <inheritdoc cref="TryParsePort(string?, out int)"/>
    public static bool TryParsePort(ReadOnlySpan<char> text, out int port)
    {
        var isPort =
            JavaScriptNumber.TryParse(text, out var number)
            && number is >= KailleraDefaults.MinPort and <= KailleraDefaults.MaxPort
            && double.IsInteger(number);

        port = isPort ? (int)number : 0;
        return isPort;
    }
}
