namespace Smash64.Kaillera.Nat;

/// <summary>Settings of a <see cref="PortMapper"/>. They are checked and copied when it is created.</summary>
public sealed class PortMapperOptions
{
    /// <summary>The longest <see cref="Timeout"/>: 10 seconds.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets which protocols are spoken. PCP goes first, then NAT-PMP, then UPnP, whatever the order here.</summary>
    /// <value>At least one of the three. The default is all.</value>
    public IReadOnlyList<GatewayProtocol> Protocols { get; set; } = [GatewayProtocol.Pcp, GatewayProtocol.NatPmp, GatewayProtocol.Upnp];

    /// <summary>Gets or sets the local address of the interface to use.</summary>
    /// <value>An IPv4 address of this machine; <see langword="null"/>, the default, for those with a default route.</value>
    public IPAddress? LocalAddress { get; set; }

    /// <summary>Gets or sets how long a router is looked for on one interface, by all protocols at the same time.</summary>
    /// <value>More than zero and at most 10 seconds. The default is 1.5 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Gets or sets how often a mapping that is kept is looked after, besides its renewal at half its lease.</summary>
    /// <value>One second to an hour. The default is one minute: so long may a router that was restarted be without it.</value>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(1);

    internal IEnumerable<string> FindErrors() =>
        OptionRules.Broken(
            Protocols is { Count: > 0 } && Protocols.All(static protocol => Enum.IsDefined(protocol) && protocol != GatewayProtocol.Unknown)
                ? null
                : $"{nameof(Protocols)} must be Pcp, NatPmp, Upnp, or some of them.",
            LocalAddress is null ? null : OptionRules.LocalAddress(nameof(LocalAddress), LocalAddress),
            OptionRules.Timeout(nameof(Timeout), Timeout, MaxTimeout, "10 seconds"),
            CheckInterval >= TimeSpan.FromSeconds(1) && CheckInterval <= TimeSpan.FromHours(1)
                ? null
                : $"{nameof(CheckInterval)} must be one second to an hour; it is {CheckInterval}."
        );

    /// <summary>Copies the settings, so that later edits by the caller can't reach a call under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal PortMapperOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        var copy = (PortMapperOptions)MemberwiseClone();
        copy.Protocols = [.. Protocols.Distinct().Order()];
        return copy;
    }
}
