using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Api;

/// <summary>What a checker service found at a P2P host's address, why it thinks so, and what to do next.</summary>
public sealed record KailleraCheckResult
{
    /// <summary>Initializes a result.</summary>
    /// <param name="verdict">How it ended.</param>
    /// <param name="summary">The same in a sentence or two.</param>
    /// <exception cref="ArgumentNullException"><paramref name="summary"/> is <see langword="null"/>.</exception>
    public KailleraCheckResult(KailleraCheckVerdict verdict, string summary)
    {
        ArgumentNullException.ThrowIfNull(summary);

        Verdict = verdict;
        Summary = summary;
    }

    /// <summary>Gets how it ended.</summary>
    /// <value><see cref="KailleraCheckVerdict.Unknown"/> also for a verdict that came after this library: see <see cref="IsReachable"/>.</value>
    public KailleraCheckVerdict Verdict { get; }

    /// <summary>Gets the same in a sentence or two, for people.</summary>
    public string Summary { get; }

    /// <summary>Gets a value indicating whether a P2P host answered.</summary>
    public bool IsReachable { get; init; }

    /// <summary>Gets over which path the host was asked: of one that was found through Autopunch's relay, opponents have to run Autopunch too.</summary>
    public P2PPathKind Path { get; init; }

    /// <summary>
    /// Gets a value indicating whether the host's datagrams came through a hole that both sides opened, or <see langword="null"/> where
    /// none was needed.
    /// </summary>
    public bool? IsPunched { get; init; }

    /// <summary>Gets the time from a datagram to its answer, or <see langword="null"/> when no P2P host answered.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Gets the time from the first datagram to the verdict.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets the name of the player who hosts: <see langword="null"/> when it was not learned, empty when the host has none.</summary>
    public string? User { get; init; }

    /// <summary>Gets the name of the hosted game: <see langword="null"/> when it was not learned, empty when the host has none.</summary>
    public string? Game { get; init; }

    /// <summary>Gets how many datagrams the service sent, 0 or more.</summary>
    public int DatagramsSent { get; init; }

    /// <summary>Gets how many datagrams came back, 0 or more.</summary>
    public int DatagramsReceived { get; init; }

    /// <summary>Gets how many bytes the service sent, with the headers of IP and UDP, 0 or more.</summary>
    public int BytesSent { get; init; }

    /// <summary>Gets what the verdict rests on, in the order in which it was learned.</summary>
    public IReadOnlyList<KailleraEvidence> Evidence { get; init; } = [];

    /// <summary>Gets what to do, most promising first.</summary>
    public IReadOnlyList<KailleraNextStep> NextSteps { get; init; } = [];
}
