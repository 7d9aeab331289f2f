namespace Smash64.Kaillera.Nat;

/// <summary>What the internet sees of a local port.</summary>
public sealed record StunResult
{
    /// <summary>Initializes a result.</summary>
    /// <param name="localEndPoint">From where it was asked.</param>
    /// <param name="answers">What came back.</param>
    /// <exception cref="ArgumentNullException">An argument is <see langword="null"/>.</exception>
    public StunResult(IPEndPoint localEndPoint, IReadOnlyList<StunAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(localEndPoint);
        ArgumentNullException.ThrowIfNull(answers);

        LocalEndPoint = localEndPoint;
        Answers = answers;
    }

    /// <summary>Gets the local address, that of the interface which leads to the first server, and the local port.</summary>
    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Gets what came back, one for each place that answered.</summary>
    public IReadOnlyList<StunAnswer> Answers { get; }

    /// <summary>Gets the address and port that the first place sees, or <see langword="null"/> when none answered.</summary>
    public IPEndPoint? PublicEndPoint => Answers.Count > 0 ? Answers[0].Mapped : null;

    /// <summary>Gets how the NAT names this port to different places; without a NAT it is the same to all.</summary>
    public NatMapping Mapping =>
        Answers.Count < 2 ? NatMapping.Unknown
        : Answers.All(answer => answer.Mapped.Equals(Answers[0].Mapped)) ? NatMapping.EndpointIndependent
        : NatMapping.Dependent;

    /// <summary>Gets a value indicating whether a NAT lies between; <see langword="null"/> when none answered.</summary>
    public bool? IsTranslated => PublicEndPoint is { } seen ? !seen.Equals(LocalEndPoint) : null;

    /// <summary>Gets a value indicating whether the public port is the local one; <see langword="null"/> when none answered.</summary>
    public bool? KeepsPort => PublicEndPoint is { } seen ? seen.Port == LocalEndPoint.Port : null;

    /// <summary>Gets how long it took, from the first question on.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Gets the same in a sentence or two, for people.</summary>
    public string Reason =>
        PublicEndPoint is not { } seen ? $"No STUN server answered {LocalEndPoint}."
        : IsTranslated == false ? $"{LocalEndPoint} has no NAT in front of it: the internet sees it as it is."
        : $"The internet sees {LocalEndPoint} as {seen}. "
            + Mapping switch
            {
                NatMapping.EndpointIndependent => "The NAT shows the same to everybody.",
                NatMapping.Dependent => "The NAT shows something else to everybody (symmetric).",
                _ => "Whether everybody sees the same can't be told from one answer.",
            };
}
