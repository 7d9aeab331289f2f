using System.Net;
using Smash64.Kaillera.Servers.Lists;

namespace Smash64.Kaillera.Servers;

/// <summary>A Kaillera server as a public list names it.</summary>
/// <remarks>
/// Every text comes from whoever runs the server: characters that steer a terminal are replaced by U+FFFD, and nothing else is
/// promised about them. Escape them before they go into a page.
/// </remarks>
public sealed record KailleraServerEntry : IListedAddress<KailleraServerEntry>
{
    /// <summary>Initializes an entry.</summary>
    /// <param name="host">The server's IPv4 address or host name, as the list writes it.</param>
    /// <param name="port">The UDP port of its doorway, 1 to 65535.</param>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is out of its range.</exception>
    public KailleraServerEntry(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);

        Host = host;
        Port = port;
    }

    /// <summary>Gets the server's name.</summary>
    /// <value>Empty when the list names none, or the line with the name was lost.</value>
    public string Name { get; init; } = string.Empty;

    /// <summary>Gets the server's IPv4 address or host name, as the list writes it.</summary>
    public string Host { get; }

    /// <summary>Gets the UDP port of the server's doorway, 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Gets how many users the server had when it last told the list. Never negative.</summary>
    public int Users { get; init; }

    /// <summary>Gets how many users the server lets in. Never negative.</summary>
    public int MaxUsers { get; init; }

    /// <summary>Gets how many games the server had when it last told the list. Never negative.</summary>
    public int Games { get; init; }

    /// <summary>Gets the server program's version, such as <c>0.86</c>, as its operator wants it seen.</summary>
    public string Version { get; init; } = string.Empty;

    /// <summary>Gets where the server stands, in its operator's words.</summary>
    public string Location { get; init; } = string.Empty;

    /// <summary>Gets where to reach the server: <see cref="Host"/> looked up, and <see cref="Port"/>.</summary>
    /// <value><see langword="null"/> until the host was looked up: the parser alone does not.</value>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>Gets the number of the entry's address line in its list, from 1; 0 when it is from none.</summary>
    public int LineNumber { get; init; }

    /// <summary>Gets the list the entry is from, or <see langword="null"/> when that was a text or a file.</summary>
    public Uri? Source { get; init; }

    object IListedAddress<KailleraServerEntry>.Identity => EndPoint as object ?? (Host, Port);

    KailleraServerEntry IListedAddress<KailleraServerEntry>.Located(IPEndPoint endPoint, Uri? source) =>
        this with
        {
            EndPoint = endPoint,
            Source = source,
        };
}
