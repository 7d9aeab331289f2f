using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Smash64.Kaillera;

public static partial class KailleraValidation
{
    private const string PortWord = "port";
    private const string EndsOfPort = "\0/,;!?)]}>\"'";

    /// <summary>Finds the one IPv4 address in a text, as players paste it: with words, a web address or white space around.</summary>
    /// <param name="text">
    /// Any text, such as <c>My IP: 203.0.113.7:27886</c>, <c>203.0.113.7 27886</c> or <c>http://203.0.113.7:27886/</c>. The address
    /// is one by the rule of <see cref="IsIPv4(string?)"/> that is no part of a word or of a longer number. A port follows it behind
    /// a colon, or behind white space, a comma, a semicolon or the word <c>port</c>; there, what is no port by the rule of
    /// <see cref="TryParsePort(string?, out int)"/> is something else.
    /// </param>
    /// <param name="defaultPort">The port where the text names none, from 1 to 65535.</param>
    /// <param name="endPoint">The address and port, or <see langword="null"/>.</param>
    /// <returns>
    /// Whether there is exactly one. The same one may stand there several times; two different ones, and a colon with a port that
    /// breaks the rule, are none: <see cref="DescribeUnfoundEndPoint"/> says which.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="defaultPort"/> is not from 1 to 65535.</exception>
    public static bool TryFindEndPoint([NotNullWhen(true)] string? text, int defaultPort, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        CheckDefaultPort(defaultPort);
        var found = new EndPointSearch(text);
        endPoint = found is { Address: { } address, Other: null, BadPort: null }
            ? new IPEndPoint(address, found.Port ?? defaultPort)
            : null;
        return endPoint is not null;
    }

    /// <summary>Says why there is not exactly one address in a text, for an error message.</summary>
    /// <param name="text">A text in which <see cref="TryFindEndPoint"/> found none.</param>
    /// <returns>
    /// One English sentence: it names both addresses where there are two, the port where that breaks its rule, and is
    /// <see cref="DescribeInvalidEndPoint"/>'s where there is no address.
    /// </returns>
    public static string DescribeUnfoundEndPoint(string? text) =>
        new EndPointSearch(text) switch
        {
            { BadPort: { } port } => DescribeInvalidPort(port),
            { Address: { } address, Other: { } other, Port: var port, OtherPort: var otherPort } =>
                $"{Quote(text)} names two addresses, {Show(address, port)} and {Show(other, otherPort)}: leave one out.",
            _ => DescribeInvalidEndPoint(text),
        };

    private static string Show(IPAddress address, int? port) =>
        port is null ? address.ToString() : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");

    internal static void CheckDefaultPort(int defaultPort)
    {
        if (defaultPort is <= IPEndPoint.MinPort or > IPEndPoint.MaxPort)
        {
            throw new ArgumentOutOfRangeException(nameof(defaultPort), defaultPort, "The default port must be from 1 to 65535.");
        }
    }

    /// <summary>One pass over a text, from left to right.</summary>
    private ref struct EndPointSearch
    {
        private readonly ReadOnlySpan<char> _text;
        private int _position;

        public EndPointSearch(string? text)
        {
            _text = text;
            while (Other is null && BadPort is null && TryReadAddress(out var address))
            {
                var port = ReadPort();
                if (Address is null || (address.Equals(Address) && (port is null || Port is null || port == Port)))
                {
                    (Address, Port) = (address, port ?? Port);
                }
                else
                {
                    (Other, OtherPort) = (address, port);
                }
            }
        }

        public IPAddress? Address { get; private set; }

        public int? Port { get; private set; }

        /// <summary>Gets the first address that is another one, or the same with another port.</summary>
        public IPAddress? Other { get; private set; }

        public int? OtherPort { get; private set; }

        /// <summary>Gets what stands behind an address and its colon, if that breaks the rule for ports.</summary>
        public string? BadPort { get; private set; }

        private readonly char Next => _position < _text.Length ? _text[_position] : '\0';

        private bool TryReadAddress([NotNullWhen(true)] out IPAddress? address)
        {
            while (_position < _text.Length)
            {
                var start = _position;
                while (char.IsAsciiDigit(Next) || Next == '.')
                {
                    _position++;
                }

                if (_position == start)
                {
                    _position++;
                    continue;
                }

                var isApart = (start == 0 || !IsOfWord(_text[start - 1])) && !IsOfWord(Next);
                var number = _text[start.._position].TrimEnd('.'); // a sentence may end here
                if (isApart && TryParseIPv4(number, out address))
                {
                    return true;
                }
            }

            address = null;
            return false;
        }

        private int? ReadPort()
        {
            var start = _position;
            SkipSpace();
            if (Next == ':')
            {
                var colon = _position++;
                SkipSpace();
                var typed = ReadDigits();
                if (typed.IsEmpty)
                {
                    return null;
                }

                // "27886/udp" is a port, "27886.5" and "27886x" are not.
                if (!IsOfWord(Next) && TryParsePort(typed, out var named))
                {
                    return named;
                }

                while (IsOfWord(Next))
                {
                    _position++;
                }

                BadPort = _text[(colon + 1).._position].Trim().ToString();
                return null;
            }

            SkipSpace(",;");
            if (_text[_position..].StartsWith(PortWord, StringComparison.OrdinalIgnoreCase))
            {
                _position += PortWord.Length;
                SkipSpace(":=");
            }

            var digits = _position > start ? ReadDigits() : default;
            var isApart =
                IsSpace(Next)
                || EndsOfPort.Contains(Next)
                || (Next == '.' && !char.IsAsciiDigit(_text[(_position + 1)..] is [var after, ..] ? after : ' '));
            if (isApart && TryParsePort(digits, out var port))
            {
                return port;
            }

            _position = start; // something else: perhaps the next address
            return null;
        }

        private ReadOnlySpan<char> ReadDigits()
        {
            var start = _position;
            while (char.IsAsciiDigit(Next))
            {
                _position++;
            }

            return _text[start.._position];
        }

        private void SkipSpace(string others = "")
        {
            while (_position < _text.Length && (IsSpace(Next) || others.Contains(Next)))
            {
                _position++;
            }
        }

        // Zero-width characters too: chats put them around what they make a link.
        private static bool IsSpace(char character) =>
            char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format;

        private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || character is '_' or '-' or '.';
    }
}
