using System.Net;

namespace Smash64.Kaillera.P2P;

/// <summary>What a probe learned of the path to a host.</summary>
/// <param name="Kind">Which path it took.</param>
public sealed record P2PPathEvidence(P2PPathKind Kind)
{
    /// <summary>Gets why it led to no host; <see cref="P2PPathFailure.None"/> where it did.</summary>
    public P2PPathFailure Failure { get; init; }

    /// <summary>Gets where the host is, as the relay or rendezvous told, or <see langword="null"/> if it did not.</summary>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>Gets the end point that the host's datagrams really came from, where it is not the told one.</summary>
    public IPEndPoint? SeenEndPoint { get; init; }

    /// <summary>Gets a value indicating whether a datagram of the host came through, from the told end point.</summary>
    public bool IsPunched { get; init; }

    /// <summary>Gets the word by which a rendezvous refused, such as <c>RATELIMIT</c>, or <see langword="null"/>.</summary>
    /// <value>At most 32 printable ASCII characters.</value>
    public string? Refusal { get; init; }
}
