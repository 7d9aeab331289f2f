namespace Smash64.Kaillera.Nat;

/// <summary>Which of two players should host, where no port is forwarded for the game and both punch: by a connect code or Autopunch.</summary>
/// <remarks>Source: every pair was measured in network namespaces; docs/codes.md has the table.</remarks>
public static class NatPair
{
    /// <summary>Tells whether a joiner gets through to a host.</summary>
    /// <param name="host">The host's side.</param>
    /// <param name="joiner">The joiner's side.</param>
    /// <returns><see langword="null"/> where it depends on what is not known.</returns>
    public static bool? CanMeet(NatKind host, NatKind joiner) =>
        (host, joiner) switch
        {
            (NatKind.Symmetric, _) => false, // The joiner knows the told port only, and the punch comes from another.
            (NatKind.Open or NatKind.PublicAddress, _) => true,
            (NatKind.KeepsPort, NatKind.Symmetric) => false,
            (NatKind.KeepsPort, NatKind.KeepsPort or NatKind.Open or NatKind.PublicAddress) => true,
            _ => null,
        };

    /// <summary>Tells who of two should host.</summary>
    /// <param name="one">One player's side.</param>
    /// <param name="other">The other player's side.</param>
    public static NatPairAdvice WhoHosts(NatKind one, NatKind other) =>
        (CanMeet(one, other), CanMeet(other, one)) switch
        {
            (true, true) => NatPairAdvice.Either,
            (true, _) => NatPairAdvice.One,
            (_, true) => NatPairAdvice.Other,
            (false, false) => NatPairAdvice.Neither,
            _ => NatPairAdvice.Unknown,
        };
}
