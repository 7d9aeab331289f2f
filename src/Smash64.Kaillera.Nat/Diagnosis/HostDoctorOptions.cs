using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Nat;

/// <summary>What a <see cref="HostDoctor"/> looks at. Settings are checked and copied when it begins.</summary>
public sealed class HostDoctorOptions
{
    /// <summary>The longest <see cref="Timeout"/>: 10 seconds, which is also the default.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the UDP port of the host.</summary>
    /// <value>1025 to 65534. The default is <see cref="KailleraDefaults.P2PPort"/> (27886).</value>
    public int Port { get; set; } = KailleraDefaults.P2PPort;

    /// <summary>Gets or sets a value indicating whether nobody on the internet is asked.</summary>
    /// <value>The default is <see langword="false"/>. The rings carrier and internet are skipped with <see langword="true"/>.</value>
    public bool Offline { get; set; }

    /// <summary>Gets or sets a value indicating whether the port is opened in the router where that may help, and looked at again.</summary>
    /// <value>The default is <see langword="false"/>: nothing is changed anywhere.</value>
    public bool Fix { get; set; }

    /// <summary>Gets or sets how long a port that was opened outlives a program that dies.</summary>
    /// <value>2 seconds to a day. The default is one hour.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how much is asked of the program on this computer.</summary>
    /// <value>
    /// The default is <see cref="P2PProbeMode.Knock"/>, which never takes the seat, and which clients of the first generation leave
    /// unanswered. <see cref="P2PProbeMode.Quiet"/> logs in for a moment where a knock is.
    /// </value>
    public P2PProbeMode Mode { get; set; } = P2PProbeMode.Knock;

    /// <summary>Gets or sets whom to ask by STUN.</summary>
    /// <value>Up to 4 servers, by name or IPv4 address. The default is none: the checker service's own is asked, if it has one.</value>
    public IReadOnlyList<DnsEndPoint> StunServers { get; set; } = [];

    /// <summary>Gets or sets how long one round of all rings may take; what is not known by then is told as such.</summary>
    /// <value>More than zero and at most <see cref="MaxTimeout"/> (10 seconds), which is the default.</value>
    public TimeSpan Timeout { get; set; } = MaxTimeout;

    /// <summary>Gets or sets who is told each ring as soon as it is known, or <see langword="null"/> for nobody.</summary>
    /// <value>Called on any thread, one call at a time; with <see cref="Fix"/> some rings come twice. What it throws is lost.</value>
    public IProgress<HostRing>? Progress { get; set; }

    internal IEnumerable<string> FindErrors() =>
        new PortMappingRequest { Port = Port, Lease = Lease }
            .FindErrors()
            .Concat(StunClientOptions.FindServerErrors(nameof(StunServers), StunServers, least: 0))
            .Concat(
                OptionRules.Broken(
                    Enum.IsDefined(Mode) ? null : $"{nameof(Mode)} must be Quiet, Identify or Knock; it is {Mode}.",
                    OptionRules.Timeout(nameof(Timeout), Timeout, MaxTimeout, "10 seconds")
                )
            );

    /// <summary>Copies the settings, so that later edits by the caller can't reach an examination under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal HostDoctorOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        var copy = (HostDoctorOptions)MemberwiseClone();
        copy.StunServers = [.. StunServers];
        return copy;
    }
}
