using System.Net;

namespace Smash64.Kaillera.Servers;

/// <summary>What a visit to a Kaillera server learned: who is there, what is played, what the server says.</summary>
public sealed record KailleraServerInfo
{
    /// <summary>Initializes a result.</summary>
    /// <param name="endPoint">The server that was asked.</param>
    /// <param name="status">How the visit ended.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public KailleraServerInfo(IPEndPoint endPoint, KailleraServerStatus status)
    {
        ArgumentNullException.ThrowIfNull(endPoint);

        EndPoint = endPoint;
        Status = status;
    }

    /// <summary>Gets the server that was asked.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets how the visit ended. The lists are filled only where it is <see cref="KailleraServerStatus.Open"/>.</summary>
    public KailleraServerStatus Status { get; }

    /// <summary>Gets a value indicating whether a Kaillera server answered, whatever it said.</summary>
    public bool IsReachable => Status.IsReachable();

    /// <summary>Gets the users, in the order of their numbers, the visitor not among them.</summary>
    public IReadOnlyList<KailleraServerUser> Users { get; init; } = [];

    /// <summary>Gets the games, in the order of their numbers.</summary>
    public IReadOnlyList<KailleraServerGame> Games { get; init; } = [];

    /// <summary>Gets what the server told its visitor, line by line: a welcome, rules, its software.</summary>
    /// <value>A stranger's text as all texts here, with U+FFFD for what would steer a terminal: escape it before a page shows it.</value>
    public IReadOnlyList<string> Announcements { get; init; } = [];

    /// <summary>Gets the server's own words for refusing the login, or <see langword="null"/> when it didn't.</summary>
    /// <value>A stranger's text, as <see cref="Announcements"/>.</value>
    public string? Rejection { get; init; }

    /// <summary>Gets a value indicating whether everything came that the server had to say before the visitor left.</summary>
    /// <value><see langword="false"/> where the line lost something beyond repair, or time ran out.</value>
    public bool IsComplete { get; init; }

    /// <summary>Gets a value indicating whether the server confirmed that the visitor has left, or never listed him.</summary>
    /// <value>
    /// <see langword="false"/> where the farewells, which are repeated, stayed unanswered: then they arrived most probably, but
    /// nobody said so.
    /// </value>
    public bool HasLeft { get; init; }

    /// <summary>Gets the name that the visitor used, or <see langword="null"/> when he did not get to say it.</summary>
    public string? UserName { get; init; }

    /// <summary>Gets the port that the server offered for the login, or <see langword="null"/> when it offered none.</summary>
    public int? LoginPort { get; init; }

    /// <summary>Gets a value indicating whether anything came from <see cref="LoginPort"/>.</summary>
    internal bool HasHeardLoginPort { get; init; }

    /// <summary>Gets the shortest time from a question to its own answer, or <see langword="null"/> when none is known.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Gets the time from the first question to the verdict, leaving not included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets how many datagrams were sent, farewells included.</summary>
    public int DatagramsSent { get; init; }

    /// <summary>Gets how many datagrams were received.</summary>
    public int DatagramsReceived { get; init; }

    /// <summary>Gets what kind of address was asked.</summary>
    public AddressScope Scope => KailleraValidation.GetScope(EndPoint.Address);

    /// <summary>Gets one English sentence that says what the status rests on.</summary>
    public string Reason => KailleraServerReasons.Describe(this);
}
