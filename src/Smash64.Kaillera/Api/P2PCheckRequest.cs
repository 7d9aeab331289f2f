using System.Net;

namespace Smash64.Kaillera.Api;

/// <summary>Which P2P host a checker service is to try.</summary>
/// <remarks>Every value is checked when it is set, so that a request that exists can be sent.</remarks>
public sealed record P2PCheckRequest
{
    /// <summary>Initializes a request for the host at an address.</summary>
    /// <param name="host">
    /// An IPv4 address. One in IPv6 form (<c>::ffff:203.0.113.7</c>) is taken as IPv4.
    /// </param>
    /// <param name="port">The host's UDP port, from 1025 to 65534; hosts use 27886 unless told otherwise.</param>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="host"/> is not IPv4.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is out of its range.</exception>
    public P2PCheckRequest(IPAddress host, int port = KailleraDefaults.P2PPort)
        : this(port)
    {
        ArgumentNullException.ThrowIfNull(host);

        Host = ApiInput.ToIPv4(host, nameof(host));
    }

    private P2PCheckRequest(int port) => Port = ApiInput.CheckP2PPort(port, nameof(port));

    /// <summary>Gets the host's IPv4 address, or <see langword="null"/> for the address the call comes from.</summary>
    public IPAddress? Host { get; }

    /// <summary>Gets the host's UDP port, from 1025 to 65534.</summary>
    public int Port { get; }

    /// <summary>Gets a value indicating whether the service is to try the address the call comes from.</summary>
    public bool IsSelf => Host is null;

    /// <summary>
    /// Gets what the service names as the origin of the check in the host's chat, such as a page's address.
    /// </summary>
    /// <value>
    /// <see langword="null"/> (the default) for <see cref="KailleraApiClientOptions.Via"/>; else at most
    /// <see cref="KailleraApiClientOptions.MaxViaLength"/> (177) bytes of UTF-8, without control characters, line
    /// separators, direction overrides and lone surrogates.
    /// </value>
    /// <exception cref="ArgumentException">The value breaks its rule.</exception>
    /// <remarks>The service passes this text on unchecked, so the player at the host sees it as it is.</remarks>
    public string? Via
    {
        get;
        init =>
            field = ApiInput.FindViaError(value) is { } error
                ? throw new ArgumentException($"{nameof(Via)} {error}", nameof(value))
                : value;
    }

    /// <summary>Makes a request for a host on the machine or network the call comes from.</summary>
    /// <param name="port">The host's UDP port, from 1025 to 65534; hosts use 27886 unless told otherwise.</param>
    /// <returns>The request. The service takes the address from the call's connection.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is out of its range.</exception>
    public static P2PCheckRequest Self(int port = KailleraDefaults.P2PPort) => new(port);
}
