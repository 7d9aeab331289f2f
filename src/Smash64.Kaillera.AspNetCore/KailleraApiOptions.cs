using System.Globalization;
using System.Net;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>Settings of the checker service; in configuration the section <c>Kaillera</c>. docs/operations.md explains each.</summary>
public sealed class KailleraApiOptions
{
    /// <summary>Gets or sets which addresses the service sends datagrams to.</summary>
    /// <value>The default is <see cref="KailleraTargetPolicy.PublicAddresses"/>.</value>
    public KailleraTargetPolicy TargetPolicy { get; set; } = KailleraTargetPolicy.PublicAddresses;

    /// <summary>Gets or sets ports that are never asked.</summary>
    /// <value>
    /// 0 to 65535. Ports up to 1024 and 65535 are none that a player can type, and never asked anyway. The default names
    /// UDP services that nobody hosts a game on and whose owners take a stranger's datagram for an attack.
    /// </value>
    public IList<int> DeniedPorts { get; set; } = [1434, 1900, 3283, 3389, 3702, 5060, 5353, 11211];

    /// <summary>Gets or sets addresses that are never asked, under any policy.</summary>
    /// <value>IPv4 addresses or networks such as <c>198.51.100.0/24</c>. None by default. Add whoever asks you to.</value>
    public IList<string> DeniedAddresses { get; set; } = [];

    /// <summary>Gets or sets the proxies whose word about a caller's address is believed.</summary>
    /// <value>
    /// IPv4 or IPv6 addresses or networks such as <c>10.0.0.0/8</c>. None by default: then nothing in a request can change
    /// who its caller is. A request that comes from one of them without such a word has an unknown caller.
    /// </value>
    public IList<string> KnownProxies { get; set; } = [];

    /// <summary>Gets or sets the header in which the known proxies tell the caller's address.</summary>
    /// <value>
    /// <see langword="null"/>, the default, means <c>X-Forwarded-For</c>, read from its end as far as the proxies are known.
    /// Another one, such as <c>cf-connecting-ip</c>, holds one address, and must be one that the proxy always sets itself.
    /// </value>
    public string? ClientAddressHeader { get; set; }

    /// <summary>Gets or sets where the service looks from.</summary>
    public KailleraApiVantage Vantage { get; set; } = new();

    /// <summary>Gets or sets where users are sent for help.</summary>
    public KailleraApiLinks Links { get; set; } = new();

    /// <summary>Gets or sets what the service does for one caller, for one target and in all.</summary>
    public KailleraApiLimits Limits { get; set; } = new();

    /// <summary>Gets or sets the STUN server beside the service, which is off unless a port is set.</summary>
    public KailleraApiStun Stun { get; set; } = new();

    /// <summary>Gets or sets the rendezvous for connect codes and the relay for Autopunch beside the service, off unless a port is set.</summary>
    public KailleraApiRendezvous Rendezvous { get; set; } = new();

    /// <summary>Gets or sets how hosts are tried that nobody reaches directly, off unless a relay is named.</summary>
    public KailleraApiAutopunch Autopunch { get; set; } = new();

    /// <summary>Gets or sets the memory of what the listed servers answered, which is off unless it is enabled.</summary>
    public KailleraApiHistory History { get; set; } = new();

    /// <summary>Gets or sets the player name that a host's player reads when he is checked.</summary>
    /// <value>As <see cref="P2PProbeOptions.UserName"/>. The default is <c>P2P check</c>.</value>
    public string UserName { get; set; } = "P2P check";

    /// <summary>Gets or sets the emulator name that a host's player reads when he is checked.</summary>
    /// <value>As <see cref="P2PProbeOptions.ClientName"/>. The default is <c>Smash64.Kaillera checker</c>.</value>
    public string ClientName { get; set; } = "Smash64.Kaillera checker";

    /// <summary>Gets or sets how long the verdict of one check may take.</summary>
    /// <value>One to ten seconds. The default is 2.5 seconds.</value>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Gets or sets how long a request may take in all, waiting for an earlier check of the same host included.</summary>
    /// <value>More than <see cref="ProbeTimeout"/>, to one minute. The default is 10 seconds.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets a value indicating whether a host that belongs to its caller is greeted in its chat.</summary>
    /// <value>The default is <see langword="false"/>. Hosts of others are never greeted.</value>
    public bool GreetSelf { get; set; }

    /// <summary>Gets or sets the lines of that greeting.</summary>
    /// <value>
    /// As <see cref="P2PProbeOptions.Greeting"/>. <c>{address}</c> becomes the host's address and port, <c>{place}</c> and
    /// <c>{vantage}</c> what <see cref="Vantage"/> says. Nothing that a caller typed can get in.
    /// </value>
    public IList<string> Greeting { get; set; } =
    [
        "Your P2P works: {address} answers {place}.",
        "Share that address only with people you trust.",
        "You asked for this check yourself. Good games!",
    ];

    /// <summary>Gets or sets how addresses appear in logs.</summary>
    /// <value>The default is <see cref="KailleraAddressLogging.Truncated"/>.</value>
    public KailleraAddressLogging AddressLogging { get; set; } = KailleraAddressLogging.Truncated;

    /// <summary>Gets how long a check may take in all.</summary>
    internal TimeSpan CheckTimeout => Autopunch.IsOn ? RequestTimeout + KailleraApiAutopunch.Longest : RequestTimeout;

    internal IEnumerable<string> FindErrors()
    {
        if (!Enum.IsDefined(TargetPolicy) || TargetPolicy == KailleraTargetPolicy.Unknown)
        {
            yield return $"{nameof(TargetPolicy)} must be SelfOnly, PublicAddresses or Any; it is {TargetPolicy}.";
        }

        if (!Enum.IsDefined(AddressLogging) || AddressLogging == KailleraAddressLogging.Unknown)
        {
            yield return $"{nameof(AddressLogging)} must be Truncated, Hashed or Full; it is {AddressLogging}.";
        }

        foreach (var port in DeniedPorts.Where(port => port is < IPEndPoint.MinPort or > IPEndPoint.MaxPort))
        {
            yield return $"{nameof(DeniedPorts)} must hold ports from 0 to 65535; one is {port}.";
        }

        foreach (
            var error in Networks
                .FindErrors(nameof(DeniedAddresses), DeniedAddresses)
                .Concat(Networks.FindErrors(nameof(KnownProxies), KnownProxies))
        )
        {
            yield return error;
        }

        if (ClientAddressHeader is not null && (ClientAddressHeader.Length == 0 || !ClientAddressHeader.All(IsHeaderCharacter)))
        {
            yield return $"{nameof(ClientAddressHeader)} must be a header's name; it is \"{ClientAddressHeader}\".";
        }

        if (ClientAddressHeader is not null && KnownProxies.Count == 0)
        {
            yield return $"{nameof(ClientAddressHeader)} needs {nameof(KnownProxies)}: from anybody else the header proves nothing.";
        }

        foreach (
            var error in FindTextErrors()
                .Concat(FindTimeErrors())
                .Concat(Limits.FindErrors())
                .Concat(Stun.FindErrors())
                .Concat(Rendezvous.FindErrors())
                .Concat(Autopunch.FindErrors())
                .Concat(History.FindErrors())
                .Concat(CheckProbeOptions.FindErrors(this))
        )
        {
            yield return error;
        }
    }

    private static bool IsHeaderCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_';

    private IEnumerable<string> FindTextErrors()
    {
        foreach (var (name, text) in new[] { ("Name", Vantage.Name), ("Place", Vantage.Place) })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > 60 || text.Any(char.IsControl))
            {
                yield return $"Vantage.{name} must be a text of 1 to 60 characters; it is \"{text}\".";
            }
        }

        foreach (var (name, link) in new[] { ("Community", Links.Community), ("AddressLookup", Links.AddressLookup), ("Tool", Links.Tool) })
        {
            if (link is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https" }))
            {
                yield return $"Links.{name} must be an absolute http or https address; it is {link}.";
            }
        }
    }

    private IEnumerable<string> FindTimeErrors()
    {
        if (ProbeTimeout < TimeSpan.FromSeconds(1) || ProbeTimeout > TimeSpan.FromSeconds(10))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(ProbeTimeout)} must be 1 to 10 seconds; it is {ProbeTimeout}."
            );
        }

        if (RequestTimeout <= ProbeTimeout || RequestTimeout > TimeSpan.FromMinutes(1))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{nameof(RequestTimeout)} must be more than {nameof(ProbeTimeout)} and at most one minute; it is {RequestTimeout}."
            );
        }
    }
}
