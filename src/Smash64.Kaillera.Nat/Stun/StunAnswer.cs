namespace Smash64.Kaillera.Nat;

/// <summary>What one place on the internet sees.</summary>
/// <param name="Server">Who answered.</param>
/// <param name="Mapped">The address and port that it sees.</param>
public sealed record StunAnswer(IPEndPoint Server, IPEndPoint Mapped)
{
    /// <summary>Gets the time there and back; <see langword="null"/> where more than one question was sent.</summary>
    public TimeSpan? RoundTripTime { get; init; }
}
