namespace Smash64.Kaillera.Nat.Codes.Protocol;

/// <summary>A host that waits behind a code.</summary>
/// <param name="code">The code.</param>
/// <param name="token">What the host proves itself with, and recognises PEER by. Joiners never see it.</param>
internal sealed class CodeSession(ConnectCode code, string token)
{
    public ConnectCode Code => code;

    public string Token => token;

    /// <summary>Gets or sets where the host was last heard from.</summary>
    public required IPEndPoint Host { get; set; }

    public TimeSpan LastHeard { get; set; }

    /// <summary>Gets or sets a value indicating whether the host has shown that answers reach it.</summary>
    public bool IsProved { get; set; }

    /// <summary>Gets or sets who joins now.</summary>
    public IPEndPoint? Joiner { get; set; }

    public TimeSpan JoinedAt { get; set; }

    /// <summary>Gets or sets when the host was told of the joiner.</summary>
    public TimeSpan PeerToldAt { get; set; }

    /// <summary>Gets or sets what the joiner gets for his punches: never the host's own token.</summary>
    public string JoinToken { get; set; } = string.Empty;

    public bool IsSilent(TimeSpan now) => now - LastHeard > RendezvousProtocol.SilentHostTimeout;
}
