namespace Smash64.Kaillera.Nat.Waiting;

/// <summary>Settings of a <see cref="WaitingGamesServer"/>. They are checked and copied when it starts.</summary>
public sealed class WaitingGamesOptions
{
    /// <summary>The port of the public servers: 27887.</summary>
    public const int DefaultPort = 27887;

    /// <summary>Gets or sets the local address to listen on.</summary>
    /// <value>An IPv4 address. The default is <see cref="IPAddress.Any"/>.</value>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>Gets or sets the UDP port.</summary>
    /// <value>0 (any free one) to 65535. The default is <see cref="DefaultPort"/> (27887).</value>
    public int Port { get; set; } = DefaultPort;

    /// <summary>Gets or sets a value indicating whether private addresses are served, for a server in a LAN. Loopback always is.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Gets or sets how many hosts the list remembers; beyond these the one that was idle longest goes.</summary>
    /// <value>1 to 100,000. The default is 2,000, far more than have ever waited at a time.</value>
    public int MaxGames { get; set; } = 2_000;

    /// <summary>Gets or sets how many of them at one address; beyond these that address's own idlest goes.</summary>
    /// <value>1 to 1,000. The default is 64.</value>
    public int MaxGamesPerAddress { get; set; } = 64;

    /// <summary>Gets or sets how many questions one address may ask in a second; hosts in the list are heard beyond that.</summary>
    /// <value>1 to 1,000,000. The default is 50, since a whole village may be behind one.</value>
    public int MaxQuestionsPerAddressPerSecond { get; set; } = 50;

    /// <summary>Gets or sets how many questions all may ask in a second; hosts in the list are heard beyond that.</summary>
    /// <value>1 to 1,000,000. The default is 5,000.</value>
    public int MaxQuestionsPerSecond { get; set; } = 5_000;

    internal IEnumerable<string> FindErrors()
    {
        const int Most = 1_000_000;
        return OptionRules.Broken(
            OptionRules.LocalAddress(nameof(Address), Address),
            OptionRules.LocalPort(nameof(Port), Port),
            OptionRules.Count(nameof(MaxGames), MaxGames, 1, 100_000),
            OptionRules.Count(nameof(MaxGamesPerAddress), MaxGamesPerAddress, 1, 1_000),
            OptionRules.Count(nameof(MaxQuestionsPerAddressPerSecond), MaxQuestionsPerAddressPerSecond, 1, Most),
            OptionRules.Count(nameof(MaxQuestionsPerSecond), MaxQuestionsPerSecond, 1, Most)
        );
    }

    /// <summary>Copies the settings, so that later edits by the caller can't reach a server that runs.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal WaitingGamesOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (WaitingGamesOptions)MemberwiseClone();
    }
}
