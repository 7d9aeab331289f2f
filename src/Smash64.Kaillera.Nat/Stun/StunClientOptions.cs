namespace Smash64.Kaillera.Nat;

/// <summary>Settings of a <see cref="StunClient"/>. They are checked and copied when it is created.</summary>
public sealed class StunClientOptions
{
    /// <summary>The longest <see cref="Timeout"/>: one minute.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromMinutes(1);

    private const int MostServers = 4;

    /// <summary>Gets or sets whom to ask.</summary>
    /// <value>
    /// Up to 4 servers, by name or IPv4 address; they usually have port <see cref="StunServerOptions.DefaultPort"/> (3478). The default is
    /// none, since whoever is asked learns an address. Two servers, or one with a second address, tell the NAT's <see cref="NatMapping"/>.
    /// </value>
    public IReadOnlyList<DnsEndPoint> Servers { get; set; } = [];

    /// <summary>Gets or sets the local address to ask from.</summary>
    /// <value>An IPv4 address. The default is <see cref="IPAddress.Any"/>: the system chooses.</value>
    public IPAddress LocalAddress { get; set; } = IPAddress.Any;

    /// <summary>Gets or sets how long answers are waited for. Questions are repeated after 0.2 s, then every 0.4 s.</summary>
    /// <value>More than zero and at most <see cref="MaxTimeout"/> (one minute). The default is 3 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    internal IEnumerable<string> FindErrors() =>
        FindServerErrors(nameof(Servers), Servers, least: 0)
            .Concat(
                OptionRules.Broken(
                    OptionRules.LocalAddress(nameof(LocalAddress), LocalAddress),
                    OptionRules.Timeout(nameof(Timeout), Timeout, MaxTimeout, "one minute")
                )
            );

    internal static IEnumerable<string> FindServerErrors(string setting, IReadOnlyList<DnsEndPoint>? servers, int least) =>
        OptionRules.Broken(
            servers is { Count: <= MostServers }
            && servers.Count >= least
            && servers.All(static server => server is { Port: > IPEndPoint.MinPort })
                ? null
                : $"{setting} must be {least} to {MostServers} servers with ports from 1 to 65535; there are {servers?.Count ?? 0}."
        );

    /// <summary>Copies the settings, so that later edits by the caller can't reach a call under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal StunClientOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        var copy = (StunClientOptions)MemberwiseClone();
        copy.Servers = [.. Servers];
        return copy;
    }
}
