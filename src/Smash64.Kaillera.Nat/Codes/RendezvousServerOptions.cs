namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Settings of a <see cref="RendezvousServer"/>. They are checked and copied when it starts.</summary>
public sealed class RendezvousServerOptions
{
    /// <summary>The port of today's public server: 6264.</summary>
    public const int DefaultPort = KailleraDefaults.RendezvousPort;

    /// <summary>Gets or sets the local address to listen on.</summary>
    /// <value>An IPv4 address. The default is <see cref="IPAddress.Any"/>.</value>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>Gets or sets the UDP port, for both dialects.</summary>
    /// <value>0 (any free one) to 65535. The default is <see cref="DefaultPort"/> (6264).</value>
    public int Port { get; set; } = DefaultPort;

    /// <summary>Gets or sets a value indicating whether private addresses are served, for a server in a LAN. Loopback always is.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Gets or sets how many hosts wait at most.</summary>
    /// <value>1 to 1,000,000. The default is 20,000.</value>
    public int MaxSessions { get; set; } = 20_000;

    /// <summary>Gets or sets how many of them at one address.</summary>
    /// <value>1 to 1,000,000. The default is 64.</value>
    public int MaxSessionsPerAddress { get; set; } = 64;

    /// <summary>Gets or sets how many claimed codes are kept; beyond these the one that was idle longest goes.</summary>
    /// <value>1 to 1,000,000. The default is 100,000.</value>
    public int MaxClaims { get; set; } = 100_000;

    /// <summary>Gets or sets how many questions one address may ask in a second.</summary>
    /// <value>1 to 1,000,000. The default is 50, since a whole village may be behind one.</value>
    public int MaxQuestionsPerAddressPerSecond { get; set; } = 50;

    /// <summary>Gets or sets how many questions all may ask in a second; hosts that keep their sessions are heard beyond that.</summary>
    /// <value>1 to 1,000,000. The default is 5,000.</value>
    public int MaxQuestionsPerSecond { get; set; } = 5_000;

    /// <summary>Gets or sets how often one address may ask for a host in a minute.</summary>
    /// <value>1 to 1,000,000. The default is 30.</value>
    public int MaxJoinsPerAddressPerMinute { get; set; } = 30;

    /// <summary>Gets or sets how often all may; beyond half of it only who asks twice is answered, since forgers do not.</summary>
    /// <value>1 to 1,000,000. The default is 12,000, which are 200 a second.</value>
    public int MaxJoinsPerMinute { get; set; } = 12_000;

    /// <summary>Gets or sets how often one address may claim a code in a minute.</summary>
    /// <value>1 to 1,000,000. The default is 20.</value>
    public int MaxClaimsPerAddressPerMinute { get; set; } = 20;

    /// <summary>Gets or sets how often all may.</summary>
    /// <value>1 to 1,000,000. The default is 600.</value>
    public int MaxClaimsPerMinute { get; set; } = 600;

    internal IEnumerable<string> FindErrors()
    {
        const int Most = 1_000_000;
        return OptionRules.Broken(
            OptionRules.LocalAddress(nameof(Address), Address),
            OptionRules.LocalPort(nameof(Port), Port),
            OptionRules.Count(nameof(MaxSessions), MaxSessions, 1, Most),
            OptionRules.Count(nameof(MaxSessionsPerAddress), MaxSessionsPerAddress, 1, Most),
            OptionRules.Count(nameof(MaxClaims), MaxClaims, 1, Most),
            OptionRules.Count(nameof(MaxQuestionsPerAddressPerSecond), MaxQuestionsPerAddressPerSecond, 1, Most),
            OptionRules.Count(nameof(MaxQuestionsPerSecond), MaxQuestionsPerSecond, 1, Most),
            OptionRules.Count(nameof(MaxJoinsPerAddressPerMinute), MaxJoinsPerAddressPerMinute, 1, Most),
            OptionRules.Count(nameof(MaxJoinsPerMinute), MaxJoinsPerMinute, 1, Most),
            OptionRules.Count(nameof(MaxClaimsPerAddressPerMinute), MaxClaimsPerAddressPerMinute, 1, Most),
            OptionRules.Count(nameof(MaxClaimsPerMinute), MaxClaimsPerMinute, 1, Most)
        );
    }

    /// <summary>Copies the settings, so that later edits by the caller can't reach a server that runs.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal RendezvousServerOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (RendezvousServerOptions)MemberwiseClone();
    }
}
