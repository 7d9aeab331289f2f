using System.Net;

namespace Smash64.Kaillera.AspNetCore;

/// <summary>How hosts are tried that nobody reaches directly: through a relay of Autopunch. Off unless a relay is named.</summary>
public sealed class KailleraApiAutopunch
{
    // Half a second for each of twelve questions, 4.8 s for the host to be heard, the probe's own time, and a little for finding the name.
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(14);

    /// <summary>Gets or sets the relay that is asked for a host where the direct way finds nobody: silence, or a closed port.</summary>
    /// <value>
    /// A host's name or IPv4 address, with or without a port (14763 by default); <see langword="null"/>, the default, for none. A host where
    /// Autopunch does not run then costs a check about 3 seconds more; one that a bad line hides, up to 14. Checks by the original's contract
    /// stay direct.
    /// </value>
    public string? Relay { get; set; }

    internal bool IsOn => !string.IsNullOrEmpty(Relay);

    internal IEnumerable<string> FindErrors()
    {
        if (IsOn && ReadRelay() is null)
        {
            yield return $"Autopunch:{nameof(Relay)} must be a host's name or IPv4 address, with or without a port; it is \"{Relay}\".";
        }
    }

    internal DnsEndPoint? ReadRelay() =>
        HostNames.TryParseEndPoint(Relay, KailleraDefaults.AutopunchRelayPort, out var relay) ? relay : null;
}
