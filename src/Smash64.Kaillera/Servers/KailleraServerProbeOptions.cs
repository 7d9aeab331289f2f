namespace Smash64.Kaillera.Servers;

/// <summary>Settings of a <see cref="KailleraServerProbe"/>. They are checked and copied when it is created.</summary>
public sealed class KailleraServerProbeOptions
{
    /// <summary>The longest that one ping may be told to wait: one minute.</summary>
    public static readonly TimeSpan MaxPingTimeout = TimeSpan.FromMinutes(1);

    private const int DefaultDatagramsPerSecond = 1_000;

    private int? _maxDatagramsPerSecond;

    /// <summary>Gets or sets how long one ping waits for its answer before the next is sent.</summary>
    /// <value>More than zero and at most <see cref="MaxPingTimeout"/> (one minute). The default is 1 second.</value>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how many pings each server gets in <see cref="IKailleraServerProbe.PingManyAsync"/>.</summary>
    /// <value>1 to 100. The default is 3.</value>
    public int PingCount { get; set; } = 3;

    /// <summary>Gets or sets how many servers <see cref="IKailleraServerProbe.PingManyAsync"/> pings at the same time at most.</summary>
    /// <value>1 to 65,536, the default: a silent server takes about half a kilobyte, and no other server waits for it.</value>
    public int MaxConcurrency { get; set; } = 65_536;

    /// <summary>Gets or sets how many datagrams a second <see cref="IKailleraServerProbe.PingManyAsync"/> sends at most.</summary>
    /// <value>
    /// Zero (no limit) or more. The default is 1,000, and no limit for loopback addresses (127.0.0.0/8); a value that is set
    /// is for these as well.
    /// </value>
    public int MaxDatagramsPerSecond
    {
        get => _maxDatagramsPerSecond ?? DefaultDatagramsPerSecond;
        set => _maxDatagramsPerSecond = value;
    }

    /// <summary>Gets or sets a value indicating whether addresses are kept out of logs and traces.</summary>
    /// <value>The default is <see langword="false"/>: logs and traces name the server that was asked.</value>
    public bool HideAddresses { get; set; }

    /// <summary>Gets a value indicating whether the rate is for addresses of this machine as well.</summary>
    internal bool PacesLoopback => _maxDatagramsPerSecond is not null;

    internal IEnumerable<string> FindErrors() =>
        OptionRules.Broken(
            OptionRules.Timeout(nameof(PingTimeout), PingTimeout, MaxPingTimeout, "one minute"),
            OptionRules.Count(nameof(PingCount), PingCount, 1, KailleraServerProbe.MaxCount),
            OptionRules.Concurrency(nameof(MaxConcurrency), MaxConcurrency),
            OptionRules.Rate(nameof(MaxDatagramsPerSecond), MaxDatagramsPerSecond)
        );

    /// <summary>Copies the settings, so that later edits by the caller can't reach a call under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal KailleraServerProbeOptions Checked()
    {
        OptionRules.ThrowIfAny(FindErrors());
        return (KailleraServerProbeOptions)MemberwiseClone();
    }
}
