using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat.Codes;

/// <summary>Settings of a probe of a connect code. They are copied when it begins.</summary>
public sealed class ConnectCodeProbeOptions
{
    /// <summary>Gets or sets the rendezvous, by name or IPv4 address.</summary>
    /// <value>
    /// The default is <see cref="KailleraDefaults.RendezvousHost"/> at <see cref="KailleraDefaults.RendezvousPort"/>.
    /// </value>
    public DnsEndPoint Rendezvous { get; set; } = new(KailleraDefaults.RendezvousHost, KailleraDefaults.RendezvousPort);

    /// <summary>Gets or sets what is said to the host once the way is open.</summary>
    /// <value>
    /// The default knocks only: it takes no seat, and hosts that have codes answer knocks. A mode that logs in takes the code offline
    /// until the host is left. <see cref="P2PProbeOptions.Path"/> must be <see langword="null"/>: the code is the path.
    /// </value>
    public P2PProbeOptions Host { get; set; } = new() { Mode = P2PProbeMode.Knock };

    internal ConnectCodeProbeOptions Checked()
    {
        OptionRules.ThrowIfAny(
            OptionRules
                .Broken(
                    Rendezvous is null ? $"{nameof(Rendezvous)} must not be null."
                        : Rendezvous.Port == 0 ? $"{nameof(Rendezvous)} has a port from 1 to 65535; {Rendezvous.Host} has 0."
                        : null,
                    Host is null ? $"{nameof(Host)} must not be null."
                        : Host.Path is not null ? $"{nameof(Host)}.{nameof(P2PProbeOptions.Path)} must be null: the code is the path."
                        : null
                )
                .Concat(Host?.FindErrors() ?? [])
        );
        return new ConnectCodeProbeOptions { Rendezvous = Rendezvous!, Host = Host!.Checked() };
    }
}
