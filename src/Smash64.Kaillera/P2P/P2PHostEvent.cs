using System.Net;

namespace Smash64.Kaillera.P2P;

/// <summary>Something that happened at a <see cref="P2PHost"/>.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Peer">Who did it: the address that the datagram came from.</param>
public sealed record P2PHostEvent(P2PHostEventKind Kind, IPEndPoint Peer)
{
    /// <summary>Gets the peer's player name, or <see langword="null"/> for a knock.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? UserName { get; init; }

    /// <summary>Gets the peer's emulator name, or <see langword="null"/> for a knock.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? ClientName { get; init; }

    /// <summary>Gets the line that was said, or <see langword="null"/> for other events.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? Text { get; init; }

    /// <summary>Gets a value indicating whether a peer was sent away because the host ended.</summary>
    public bool HostClosed { get; init; }

    /// <summary>Gets a value indicating whether a peer left because nothing was heard of it any more.</summary>
    public bool TimedOut { get; init; }
}
