namespace Smash64.Kaillera.Servers;

/// <summary>Settings of a <see cref="KailleraServerProbe"/>. They are checked and copied when it is created.</summary>
public sealed class KailleraServerProbeOptions
{
    /// <summary>The longest that one ping may be told to wait: one minute.</summary>
    public static readonly TimeSpan MaxPingTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long one ping waits for its answer before the next is sent.</summary>
    /// <value>More than zero and at most <see cref="MaxPingTimeout"/> (one minute). The default is 1 second.</value>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets a value indicating whether addresses are kept out of logs and traces.</summary>
    /// <value>The default is <see langword="false"/>: logs and traces name the server that was asked.</value>
    public bool HideAddresses { get; set; }

    internal IEnumerable<string> FindErrors()
    {
        if (PingTimeout <= TimeSpan.Zero || PingTimeout > MaxPingTimeout)
        {
            yield return $"{nameof(PingTimeout)} must be more than zero and at most one minute; it is {PingTimeout}.";
        }
    }

    /// <summary>Copies the settings, so that later edits by the caller can't reach a call under way.</summary>
    /// <exception cref="ArgumentException">A setting breaks its rule; the message lists all that do.</exception>
    internal KailleraServerProbeOptions Checked()
    {
        var errors = string.Join(' ', FindErrors());
        return errors.Length == 0
            ? (KailleraServerProbeOptions)MemberwiseClone()
            : throw new ArgumentException(errors, "options");
    }
}
