using System.Buffers;
using System.Globalization;

namespace Smash64.Kaillera.Console.Input;

/// <summary>Where a host or a server is, as typed: an IPv4 address or a host name, with or without a port.</summary>
/// <param name="Host">The address or the name, as it is asked for.</param>
/// <param name="Port">The port; the default where none was typed.</param>
internal sealed record HostText(string Host, int Port)
{
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789.");

    /// <summary>Gets the text in which the address stood among other things, or <see langword="null"/>.</summary>
    public string? TakenFrom { get; private init; }

    /// <summary>Gets the name, or <see langword="null"/> where an address was typed.</summary>
    public string? Name => KailleraValidation.IsIPv4(Host) ? null : Host;

    /// <summary>Reads where a Kaillera server is, whose port may be any.</summary>
    /// <param name="text">The address or the name, with or without a port.</param>
    /// <param name="portText">The port that was typed apart from it, or <see langword="null"/>.</param>
    /// <exception cref="CommandException">A rule is broken, or a port was typed in both places.</exception>
    public static HostText ReadServer(string text, string? portText) => Read(text, portText, KailleraDefaults.ServerPort);

    /// <summary>Reads where a host or a server is; the port is 0 where none was typed.</summary>
    /// <inheritdoc cref="ReadServer"/>
    public static HostText ReadAny(string text, string? portText) =>
        KailleraValidation.TryFindEndPoint(text, KailleraDefaults.P2PPort, out var found) && text.Any(char.IsWhiteSpace)
            ? new HostText(found.Address.ToString(), found.Port) { TakenFrom = text }
            : Read(text, portText, defaultPort: 0);

    private static HostText Read(string text, string? portText, int defaultPort)
    {
        var isWebAddress = text.Contains('/', StringComparison.Ordinal);
        var (host, ownPort) = isWebAddress ? (text, null) : AddressText.Split(text);
        if (ownPort is not null && portText is not null)
        {
            throw CommandException.BadInput(AddressText.DescribeTwoPorts(text));
        }

        var port = ownPort ?? portText;
        List<string> errors = [];
        if (ReadName(host) is not { } read)
        {
            errors.Add(DescribeInvalidHost(host));
            read = string.Empty;
        }

        var number = defaultPort;
        if (port is not null && !TryReadServerPort(port, out number))
        {
            errors.Add($"{Quoted.Show(port)} is not a server's port: it must be a whole number from 1 to 65535.");
        }

        return errors.Count == 0 ? new HostText(read, number) : throw CommandException.BadInput(string.Join(' ', errors));
    }

    /// <summary>Reads where a P2P host is, by the hosting page's rules; or finds its address in what was pasted.</summary>
    /// <param name="text">The address or the name, with or without a port; or a text that holds one address.</param>
    /// <param name="portText">The port that was typed apart from it, or <see langword="null"/>.</param>
    /// <exception cref="CommandException">A rule is broken, or a port was typed in both places.</exception>
    public static HostText ReadHost(string text, string? portText)
    {
        var address = AddressText.Read(text, portText);
        if (address.IsValid)
        {
            return new HostText(address.Address.ToString(), address.Port.Value);
        }

        var port = portText is null ? KailleraDefaults.P2PPort : AddressText.ReadPort(portText);
        var (name, ownPort) = AddressText.Split(text);
        if (HostNames.TryParse(name, out var read))
        {
            return new HostText(read, ownPort is null ? port : AddressText.ReadPort(ownPort));
        }

        return KailleraValidation.TryFindEndPoint(text, port, out var found)
            ? new HostText(found.Address.ToString(), found.Port) { TakenFrom = text }
            : throw CommandException.BadInput(DescribeUnfound(text, address));
    }

    /// <summary>Finds the address, which for a name is asked of the name servers.</summary>
    /// <exception cref="CommandException">The name leads to no IPv4 address.</exception>
    public async Task<IPEndPoint> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await HostNames.FindAsync(new DnsEndPoint(Host, Port), cancellationToken);
        }
        catch (HostNameException e)
        {
            // One word is rather a slip than a name, unless this computer knows it.
            throw Host.Contains('.', StringComparison.Ordinal)
                ? CommandException.Fault(ErrorKinds.Network, e.Message, e)
                : CommandException.BadInput($"{e.Message} {KailleraValidation.DescribeInvalidIPv4(Host)}");
        }
    }

    /// <summary>Shows what was typed, with the address that a name led to.</summary>
    public string Show(IPEndPoint endPoint) => Name is null ? endPoint.ToString() : $"{Host}:{Port} ({endPoint.Address})";

    private static string DescribeUnfound(string text, AddressText address)
    {
        var unfound = KailleraValidation.DescribeUnfoundEndPoint(text);
        return unfound == KailleraValidation.DescribeInvalidEndPoint(text) ? string.Join(' ', address.Errors) : unfound;
    }

    private static bool TryReadServerPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port)
        && port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort;

    private static string? ReadName(string text) =>
        KailleraValidation.IsIPv4(text) ? text
        : HostNames.TryParse(text, out var name) ? name
        : null;

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
