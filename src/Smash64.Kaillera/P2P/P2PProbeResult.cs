using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Smash64.Kaillera.P2P;

/// <summary>What one probe of a P2P host learned.</summary>
public sealed record P2PProbeResult
{
    private End _end;

    /// <summary>Initializes a result.</summary>
    /// <param name="endPoint">The host that was asked.</param>
    /// <param name="status">How the probe ended.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public P2PProbeResult(IPEndPoint endPoint, P2PProbeStatus status)
    {
        ArgumentNullException.ThrowIfNull(endPoint);

        EndPoint = endPoint;
        Status = status;
    }

    /// <summary>Gets the host that was asked.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets how the probe ended.</summary>
    public P2PProbeStatus Status { get; }

    /// <summary>Gets a value indicating whether an opponent's datagrams reach the host and its answers come back.</summary>
    /// <value>
    /// <see langword="true"/> for <c>Responding</c>, <c>Busy</c> and <c>Full</c>, unless a path showed that an opponent's client would not find
    /// the port that answered.
    /// </value>
    public bool IsReachable =>
        Status is P2PProbeStatus.Responding or P2PProbeStatus.Busy or P2PProbeStatus.Full
        && Path is not { Failure: P2PPathFailure.OtherPort };

    /// <summary>Gets the time from a datagram to its answer, or <see langword="null"/> when no P2P host answered.</summary>
    /// <value>Where repeats make it unclear which datagram was answered and no later one tells, the longest possible.</value>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Gets the host player's name, or <see langword="null"/> when no login was answered with names.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD. May be empty: a player can host without a name.</value>
    public string? HostName { get; init; }

    /// <summary>Gets the name of the hosted game, or <see langword="null"/> when no login was answered with names.</summary>
    /// <value>Characters that steer a terminal are replaced by U+FFFD.</value>
    public string? Game { get; init; }

    /// <summary>Gets the time from the first datagram to the verdict, without leaving the host.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets how many datagrams were sent up to now: of a result that comes at the verdict, without those for leaving.</summary>
    public int DatagramsSent { get; init; }

    /// <summary>Gets how many bytes were sent up to now, the headers of each datagram included (28 bytes).</summary>
    public int BytesSent { get; init; }

    /// <summary>Gets how many datagrams came back from the host's address, unreadable ones included.</summary>
    public int DatagramsReceived { get; init; }

    /// <summary>Gets a value indicating whether what answered is a Kaillera server, whose port players join by another way.</summary>
    public bool IsKailleraServer { get; init; }

    /// <summary>Gets a value indicating whether the host confirmed that it heard every line of the greeting.</summary>
    /// <value>Never for a room of the third generation, which is not greeted.</value>
    public bool GreetingDelivered { get; init; }

    /// <summary>
    /// Gets why this machine could not ask, or <see langword="null"/> if it could. Only
    /// <see cref="IP2PProbe.ProbeManyAsync"/> gives such results, with the status <c>Unknown</c>; a single probe throws.
    /// </summary>
    public SocketError? Fault { get; init; }

    /// <summary>Gets what was learned of the path, or <see langword="null"/> for a host that was asked directly.</summary>
    public P2PPathEvidence? Path { get; init; }

    /// <summary>Gets a task that completes when the probe has nothing more to do with the host: it is left, if it gave a seat.</summary>
    /// <value>
    /// The same result with the final counts. It never fails. It is complete already where there was nothing to leave, and for
    /// the results of <see cref="IP2PProbe.ProbeManyAsync"/>. It is not part of the value that results are compared by.
    /// </value>
    [JsonIgnore]
    public Task<P2PProbeResult> Completion => _end.Completion ?? Task.FromResult(this);

    /// <summary>Gets what kind of address was asked.</summary>
    public AddressScope Scope => KailleraValidation.GetScope(EndPoint.Address);

    /// <summary>Gets one English sentence that says what the status rests on.</summary>
    public string Reason => P2PProbeReasons.Describe(this);

    /// <summary>
    /// Gets one English sentence to warn with when the address is none that other players can reach, or
    /// <see langword="null"/> for a public address.
    /// </summary>
    public string? Warning => KailleraValidation.GetScopeWarning(EndPoint.Address);

    internal P2PProbeResult CompletedBy(Task<P2PProbeResult> completion) => this with { _end = new End(completion) };

    // Two results are equal whenever their hosts are left.
    private readonly struct End(Task<P2PProbeResult>? completion) : IEquatable<End>
    {
        public Task<P2PProbeResult>? Completion => completion;

        public bool Equals(End other) => true;

        public override bool Equals(object? obj) => obj is End;

        public override int GetHashCode() => 0;
    }
}
