namespace Smash64.Kaillera.Nat.Autopunch;

/// <summary>Settings of an <see cref="AutopunchRelay"/>. They are checked and copied when it starts.</summary>
public sealed class AutopunchRelayOptions
{
    /// <summary>Gets or sets the local address to listen on.</summary>
    /// <value>An IPv4 address. The default is <see cref="IPAddress.Any"/>.</value>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>Gets or sets the UDP port.</summary>
    /// <value>0 (any free one) to 65535. The default is <see cref="KailleraDefaults.AutopunchRelayPort"/> (14763).</value>
    public int Port { get; set; } = KailleraDefaults.AutopunchRelayPort;

    /// <summary>Gets or sets a value indicating whether private addresses are served, for a relay in a LAN. Loopback always is.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Gets or sets how many sockets are known at most; beyond these the one that was idle longest is forgotten.</summary>
    /// <value>1 to 1,000,000. The default is 20,000.</value>
    public int MaxSockets { get; set; } = 20_000;

    /// <summary>Gets or sets how many of them at one address.</summary>
    /// <value>1 to 1,000,000. The default is 64.</value>
    public int MaxSocketsPerAddress { get; set; } = 64;

    /// <summary>Gets or sets how many datagrams one address may send in a second.</summary>
    /// <value>1 to 1,000,000. The default is 200: a socket sends four, and a whole village may be behind one address.</value>
    public int MaxDatagramsPerAddressPerSecond { get; set; } = 200;

    /// <summary>Gets or sets how many all may send in a second; sockets that announce themselves again are heard beyond that.</summary>
    /// <value>1 to 1,000,000. The default is 5,000.</value>
    public int MaxDatagramsPerSecond { get; set; } = 5_000;

    internal IEnumerable<string> FindErrors()
    {
        const int Most = 1_000_000;
        return OptionRules.Broken(
            OptionRules.LocalAddress(nameof(Address), Address),
            OptionRules.LocalPort(nameof(Port), Port),
            OptionRules.Count(nameof(MaxSockets), MaxSockets, 1, Most),
            OptionRules.Count(nameof(MaxSocketsPerAddress), MaxSocketsPerAddress, 1, Most),
            OptionRules.Count(nameof(MaxDatagramsPerAddressPerSecond), MaxDatagramsPerAddressPerSecond, 1, Most),
            OptionRules.Count(nameof(MaxDatagramsPerSecond), MaxDatagramsPerSecond, 1, Most)
        );
    }

    /// <summary>Copies the settings, so that later edits by the caller can't reach a relay that runs.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal AutopunchRelayOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (AutopunchRelayOptions)MemberwiseClone();
    }
}
