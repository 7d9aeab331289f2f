namespace Smash64.Kaillera.Nat;

/// <summary>Settings of a <see cref="StunServer"/>. They are checked and copied when it starts.</summary>
public sealed class StunServerOptions
{
    /// <summary>The port that STUN servers usually have: 3478.</summary>
    public const int DefaultPort = 3478;

    private const int MostAnswers = 1_000_000;

    /// <summary>Gets or sets the local address to listen on.</summary>
    /// <value>An IPv4 address. The default is <see cref="IPAddress.Any"/>: all of this machine's addresses.</value>
    public IPAddress Address { get; set; } = IPAddress.Any;

    /// <summary>Gets or sets the UDP port.</summary>
    /// <value>0 (any free port) to 65535. The default is <see cref="DefaultPort"/> (3478).</value>
    public int Port { get; set; } = DefaultPort;

    /// <summary>Gets or sets a second UDP port, which lets a client learn whether its NAT shows the same to both.</summary>
    /// <value>0 (any free port) to 65535, another than <see cref="Port"/>; <see langword="null"/>, the default, for none.</value>
    public int? OtherPort { get; set; }

    /// <summary>Gets or sets a second local address, which tells a client still more than a second port.</summary>
    /// <value>
    /// An IPv4 address of this machine, another than <see cref="Address"/>, which must be a single one then; <see langword="null"/>, the
    /// default, for none.
    /// </value>
    public IPAddress? OtherAddress { get; set; }

    /// <summary>Gets or sets how the internet sees <see cref="Address"/>, to name the second port by it.</summary>
    /// <value>
    /// An IPv4 address; <see langword="null"/>, the default, for <see cref="Address"/> itself. Without it a server on all addresses names
    /// no second port, since it does not know under which address it was asked.
    /// </value>
    public IPAddress? PublicAddress { get; set; }

    /// <summary>Gets or sets how many questions of one address are answered in a second.</summary>
    /// <value>1 to 1,000,000; the default is 20. Ours asks each place eight times at most.</value>
    public int MaxAnswersPerAddressPerSecond { get; set; } = 20;

    /// <summary>Gets or sets how many questions are answered in a second.</summary>
    /// <value>1 to 1,000,000; the default is 2,000.</value>
    public int MaxAnswersPerSecond { get; set; } = 2_000;

    internal IEnumerable<string> FindErrors() =>
        OptionRules.Broken(
            OptionRules.LocalAddress(nameof(Address), Address),
            OptionRules.LocalPort(nameof(Port), Port),
            OtherPort is { } otherPort ? OptionRules.LocalPort(nameof(OtherPort), otherPort) : null,
            OtherPort is not (null or 0) && OtherPort == Port ? $"{nameof(OtherPort)} must be another than {nameof(Port)}; both are {Port}." : null,
            OtherAddress is null ? null : OptionRules.LocalAddress(nameof(OtherAddress), OtherAddress),
            OtherAddress is not null && (IPAddress.Any.Equals(OtherAddress) || IPAddress.Any.Equals(Address) || OtherAddress.Equals(Address))
                ? $"{nameof(Address)} and {nameof(OtherAddress)} must be two single addresses; they are {Address} and {OtherAddress}."
                : null,
            PublicAddress is null ? null : OptionRules.LocalAddress(nameof(PublicAddress), PublicAddress),
            OptionRules.Count(nameof(MaxAnswersPerAddressPerSecond), MaxAnswersPerAddressPerSecond, 1, MostAnswers),
            OptionRules.Count(nameof(MaxAnswersPerSecond), MaxAnswersPerSecond, 1, MostAnswers)
        );

    /// <summary>Copies the settings, so that later edits by the caller can't reach a running server.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal StunServerOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (StunServerOptions)MemberwiseClone();
    }
}
