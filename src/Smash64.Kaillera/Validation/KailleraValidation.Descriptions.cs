using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Smash64.Kaillera;

public static partial class KailleraValidation
{
    private const int MaxShownLength = 60;
    private const int MaxHostNameLength = 253; // RFC 1035 with RFC 1123, section 2.1

    private static readonly SearchValues<char> DigitsAndDot = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> GroupSeparators = SearchValues.Create(",'_");
    private static readonly SearchValues<char> GroupedDigits = SearchValues.Create("0123456789,'_");

    /// <summary>Says why a text is not an IPv4 address, for an error message.</summary>
    /// <param name="text">A text that <see cref="IsIPv4(string?)"/> refused. It is not checked again.</param>
    /// <returns>
    /// One English sentence with the text, the rule and, for a frequent mistake (spaces around, a port appended,
    /// leading zeros, an IPv6 address, a host name), what is wrong. The text is cut to 60 characters, and characters
    /// that can't be seen or that reorder a line appear as U+FFFD, so the sentence is safe in a log and on a terminal.
    /// </returns>
    public static string DescribeInvalidIPv4(string? text) =>
        $"{Quote(text)} is not a valid IPv4 address: it must be four numbers from 0 to 255 without leading zeros, "
        + $"with dots between and nothing around{FindIPv4Mistake(text.AsSpan())}.";

    /// <summary>Says why a text is not a port, for an error message.</summary>
    /// <param name="text">A text that <see cref="IsValidPort(string?)"/> refused. It is not checked again.</param>
    /// <returns>
    /// One English sentence with the text, the rule and, for a frequent mistake (nothing entered, 65535, an address in
    /// front, digits in groups), what is wrong. The text is shown as by <see cref="DescribeInvalidIPv4"/>.
    /// </returns>
    public static string DescribeInvalidPort(string? text) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Quote(text)} is not a valid port: it must be a whole number from {KailleraDefaults.MinPort} to "
                + $"{KailleraDefaults.MaxPort}{FindPortMistake(text.AsSpan())}."
        );

    /// <summary>Says why a text is not an address with or without a port, for an error message.</summary>
    /// <param name="text">A text that <see cref="TryParseEndPoint"/> refused. It is not checked again.</param>
    /// <returns>
    /// What <see cref="DescribeInvalidIPv4"/> or <see cref="DescribeInvalidPort"/> says of the part that is wrong.
    /// </returns>
    public static string DescribeInvalidEndPoint(string? text)
    {
        var colon = text?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0 || colon != text!.LastIndexOf(':'))
        {
            return DescribeInvalidIPv4(text); // no port to blame, or the colons of an IPv6 address
        }

        return IsIPv4(text.AsSpan(0, colon)) ? DescribeInvalidPort(text[(colon + 1)..]) : DescribeInvalidIPv4(text[..colon]);
    }

    private static string FindIPv4Mistake(ReadOnlySpan<char> text)
    {
        if (IsIPv4(text))
        {
            return string.Empty;
        }

        var trimmed = JavaScriptNumber.Trim(text);
        var colon = trimmed.IndexOf(':');
        if (trimmed.IsEmpty)
        {
            return "; nothing was entered";
        }

        if (IsIPv4(trimmed))
        {
            return "; remove the white space around it";
        }

        if (colon >= 0 && IsIPv4(trimmed[..colon]))
        {
            return "; give the port separately";
        }

        if (trimmed.Length > MaxHostNameLength)
        {
            return string.Empty;
        }

        if (colon >= 0 && IPAddress.TryParse(trimmed, out var address) && address.AddressFamily is AddressFamily.InterNetworkV6)
        {
            return "; this is an IPv6 address, and Kaillera is played over IPv4";
        }

        return FindOctetMistake(trimmed)
            ?? (IsHostName(trimmed) ? "; this looks like a host name, so look up its IPv4 address first" : string.Empty);
    }

    // null unless the text is four numbers with dots between: one of them is then to blame.
    private static string? FindOctetMistake(ReadOnlySpan<char> text)
    {
        Span<Range> ranges = stackalloc Range[OctetCount + 1];
        if (text.Split(ranges, '.') != OctetCount)
        {
            return null;
        }

        var hasLeadingZero = false;
        foreach (var range in ranges[..OctetCount])
        {
            var number = text[range];
            if (number.IsEmpty || number.ContainsAnyExceptInRange('0', '9'))
            {
                return null;
            }

            hasLeadingZero |= number is ['0', _, ..];
        }

        return hasLeadingZero ? "; a number in it has a leading zero" : "; a number in it is larger than 255";
    }

    private static bool IsHostName(ReadOnlySpan<char> text) =>
        Uri.CheckHostName(text.ToString()) is UriHostNameType.Dns && text.ContainsAnyExcept(DigitsAndDot);

    private static string FindPortMistake(ReadOnlySpan<char> text)
    {
        if (JavaScriptNumber.TryParse(text, out var number))
        {
            return number switch
            {
                KailleraDefaults.MaxPort + 1 => "; 65535 passes the page's input field but not its rule",
                0 when JavaScriptNumber.Trim(text).IsEmpty => "; nothing was entered",
                _ => string.Empty,
            };
        }

        var colon = text.IndexOf(':');
        if (colon >= 0 && IsValidPort(text[(colon + 1)..]))
        {
            return "; give the port alone, without an address";
        }

        return text.ContainsAny(GroupSeparators) && !text.ContainsAnyExcept(GroupedDigits)
            ? "; write its digits without anything between"
            : string.Empty;
    }

    private static string Quote(string? text)
    {
        if (text is null)
        {
            return "null";
        }

        var shown = new StringBuilder(MaxShownLength + 3).Append('"');
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += rune.Utf16SequenceLength;
            if (length > MaxShownLength)
            {
                return shown.Append("…\"").ToString();
            }

            shown.Append(IsShowable(rune) ? rune.ToString() : "\uFFFD");
        }

        return shown.Append('"').ToString();
    }

    private static bool IsShowable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
