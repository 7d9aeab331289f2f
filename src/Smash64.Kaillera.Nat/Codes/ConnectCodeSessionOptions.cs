namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Settings of a <see cref="ConnectCodeSession"/>. They are checked and copied when it starts.</summary>
public sealed class ConnectCodeSessionOptions
{
    private const int MaxOwnerLength = 64;

    /// <summary>Gets or sets the rendezvous, by name or IPv4 address.</summary>
    /// <value>
    /// The default is <see cref="KailleraDefaults.RendezvousHost"/> at <see cref="KailleraDefaults.RendezvousPort"/>.
    /// </value>
    public DnsEndPoint Rendezvous { get; set; } = new(KailleraDefaults.RendezvousHost, KailleraDefaults.RendezvousPort);

    /// <summary>Gets or sets the secret by which the rendezvous knows the owner of a claimed code.</summary>
    /// <value>
    /// 1 to 64 printable ASCII characters without <c>|</c>; <see langword="null"/> (the default) for a new code of the session's own.
    /// </value>
    public string? Owner { get; set; }

    internal ConnectCodeSessionOptions Checked()
    {
        OptionRules.ThrowIfAny(
            OptionRules.Broken(
                Rendezvous is null ? $"{nameof(Rendezvous)} must not be null."
                    : Rendezvous.Port == 0 ? $"{nameof(Rendezvous)} has a port from 1 to 65535; {Rendezvous.Host} has 0."
                    : null,
                Owner is null || (Owner.Length is > 0 and <= MaxOwnerLength && Owner.All(letter => letter is > ' ' and <= '~' and not '|'))
                    ? null
                    : $"{nameof(Owner)} must be 1 to {MaxOwnerLength} printable ASCII characters without |."
            )
        );
        return (ConnectCodeSessionOptions)MemberwiseClone();
    }
}
