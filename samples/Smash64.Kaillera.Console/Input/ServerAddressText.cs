using System.Buffers;
using System.Globalization;
using System.Net;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Where a Kaillera server is, as typed: an IPv4 address or a host name, with or without a port.</summary>
/// <param name="Host">The address or the name, as it is asked for.</param>
/// <param name="Port">1 to 65535; 27888 where none was typed.</param>
internal sealed record ServerAddressText(string Host, int Port)
{
    private const int MaxHostLength = 253; // RFC 1035 with RFC 1123, section 2.1
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.");

    /// <summary>Reads an address and a port by the rules for servers, whose ports may be any.</summary>
    /// <param name="text">The address, with or without a port.</param>
    /// <param name="portText">The port that was typed apart from it, or <see langword="null"/>.</param>
    /// <exception cref="CommandException">A rule is broken, or a port was typed in both places.</exception>
    public static ServerAddressText Read(string text, string? portText)
    {
        var isWebAddress = text.Contains('/', StringComparison.Ordinal);
        var (host, ownPort) = isWebAddress ? (text, null) : AddressText.Split(text);
        if (ownPort is not null && portText is not null)
        {
            throw CommandException.BadInput(AddressText.DescribeTwoPorts(text));
        }

        var port = ownPort ?? portText;
        List<string> errors = [];
        if (ReadHost(host) is not { } read)
        {
            errors.Add(DescribeInvalidHost(host));
            read = string.Empty;
        }

        var number = KailleraDefaults.ServerPort;
        if (port is not null && !TryReadPort(port, out number))
        {
            errors.Add($"{Quoted.Show(port)} is not a server's port: it must be a whole number from 1 to 65535.");
        }

        return errors.Count == 0 ? new ServerAddressText(read, number) : throw CommandException.BadInput(string.Join(' ', errors));
    }

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort;

    private static string? ReadHost(string text)
    {
        if (KailleraValidation.IsIPv4(text))
        {
            return text;
        }

        try
        {
            // A name with other letters than ASCII has a form that name servers know: bücher.example is xn--bcher-kva.example.
            var name = new IdnMapping { AllowUnassigned = false }.GetAscii(text.EndsWith('.') ? text[..^1] : text);
            return IsHostName(name) ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // The last label begins with a letter: so 127.1, 0x7f.0.0.1 and 010.0.0.1, which resolvers read each in their own way, are no
    // names.
    private static bool IsHostName(string name) =>
        name.Length is > 0 and <= MaxHostLength
        && name.Split('.') is var labels
        && labels.All(IsLabel)
        && char.IsAsciiLetter(labels[^1][0]);

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength
        && label[0] != '-'
        && label[^1] != '-'
        && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static string DescribeInvalidHost(string text)
    {
        if (text.Contains('/', StringComparison.Ordinal))
        {
            return $"{Quoted.Show(text)} is a web address: leave out what stands before and behind the server's own.";
        }

        // Digits and dots are meant as an address, and several colons are one of IPv6.
        var isNumeric = text.AsSpan().Trim().IndexOfAnyExcept(Numeric) < 0;
        return isNumeric || text.IndexOf(':', StringComparison.Ordinal) != text.LastIndexOf(':')
            ? KailleraValidation.DescribeInvalidIPv4(text)
            : $"{Quoted.Show(text)} is neither an IPv4 address nor a host name, such as 203.0.113.7 or kaillera.example.org.";
    }
}
