using System.Net;

namespace Smash64.Kaillera.Servers;

/// <summary>What a Kaillera server said at its doorway to somebody who wants to log in.</summary>
public sealed record KailleraDoorwayResult
{
    /// <summary>Initializes a result.</summary>
    /// <param name="endPoint">The server that was asked.</param>
    /// <param name="status">What it said.</param>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public KailleraDoorwayResult(IPEndPoint endPoint, KailleraServerStatus status)
    {
        ArgumentNullException.ThrowIfNull(endPoint);

        EndPoint = endPoint;
        Status = status;
    }

    /// <summary>Gets the server that was asked.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Gets what it said. It is never <see cref="KailleraServerStatus.Rejected"/>, which only a login can find.</summary>
    public KailleraServerStatus Status { get; }

    /// <summary>Gets a value indicating whether a Kaillera server answered, whatever it said.</summary>
    public bool IsReachable => Status.IsReachable();

    /// <summary>Gets the port that the server offered for the login, and holds for some seconds.</summary>
    /// <value>1 to 65535; <see langword="null"/> unless the server is open. Servers with one port for all name their own.</value>
    public int? LoginPort { get; init; }

    /// <summary>Gets the time from the question to its answer.</summary>
    /// <value><see langword="null"/> when none came, or when it can't be told which of several questions it answered.</value>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Gets the time from the first question to the verdict.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets how many datagrams were sent.</summary>
    public int DatagramsSent { get; init; }

    /// <summary>Gets how many datagrams were received.</summary>
    public int DatagramsReceived { get; init; }

    /// <summary>Gets what kind of address was asked.</summary>
    public AddressScope Scope => KailleraValidation.GetScope(EndPoint.Address);

    /// <summary>Gets one English sentence that says what the status rests on.</summary>
    public string Reason => KailleraServerReasons.Describe(this);
}
