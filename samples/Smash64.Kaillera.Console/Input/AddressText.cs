using System.Diagnostics.CodeAnalysis;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Where a host is, as typed: <c>a.b.c.d</c>, <c>a.b.c.d:port</c>, or an address and a separate port.</summary>
internal sealed record AddressText
{
    private AddressText(IPAddress? address, int? port, IReadOnlyList<string> errors) => (Address, Port, Errors) = (address, port, errors);

    /// <summary>Gets the address, or <see langword="null"/> where it breaks the rule.</summary>
    public IPAddress? Address { get; }

    /// <summary>Gets the port, 27886 where none was typed, or <see langword="null"/> where it breaks the rule.</summary>
    public int? Port { get; }

    /// <summary>Gets a sentence for each rule that is broken.</summary>
    public IReadOnlyList<string> Errors { get; }

    [MemberNotNullWhen(true, nameof(Address), nameof(Port))]
    public bool IsValid => Errors.Count == 0;

    /// <summary>Reads an address and a port by the hosting page's rules.</summary>
    /// <param name="text">The address, with or without a port.</param>
    /// <param name="portText">The port that was typed apart from it, or <see langword="null"/>.</param>
    /// <exception cref="CommandException">A port was typed in both places.</exception>
    public static AddressText Read(string text, string? portText)
    {
        var (host, ownPort) = Split(text);
        if (ownPort is not null && portText is not null)
        {
            throw CommandException.BadInput(DescribeTwoPorts(text));
        }

        List<string> errors = [];
        if (!KailleraValidation.TryParseIPv4(host, out var address))
        {
            errors.Add(KailleraValidation.DescribeInvalidIPv4(host));
        }

        int? port = KailleraDefaults.P2PPort;
        if ((ownPort ?? portText) is { } typed)
        {
            port = KailleraValidation.TryParsePort(typed, out var number) ? number : null;
            if (port is null)
            {
                errors.Add(KailleraValidation.DescribeInvalidPort(typed));
            }
        }

        // A port on its own may have white space around it, as on the page; one in an address may not.
        if (errors.Count == 0 && ownPort is not null && !KailleraValidation.TryParseEndPoint(text, KailleraDefaults.P2PPort, out _))
        {
            errors.Add($"{Quoted.Show(text)} has white space around the port: write it as {address}:{port}.");
        }

        return new AddressText(address, port, errors);
    }

    /// <summary>Reads a port that was typed without an address.</summary>
    /// <exception cref="CommandException">The port breaks the rule.</exception>
    public static int ReadPort(string? text)
    {
        if (text is null)
        {
            return KailleraDefaults.P2PPort;
        }

        return KailleraValidation.TryParsePort(text, out var port)
            ? port
            : throw CommandException.BadInput(KailleraValidation.DescribeInvalidPort(text));
    }

    /// <summary>Says what is wrong where a port stands in the address and apart from it.</summary>
    public static string DescribeTwoPorts(string text) =>
        $"{Quoted.Show(text)} names a port already: leave it out there, or leave out --port.";

    /// <summary>Parts address and port. More than one colon is an IPv6 address, which the message for addresses explains.</summary>
    public static (string Host, string? Port) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon == text.LastIndexOf(':') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }
}
