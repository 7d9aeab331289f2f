namespace Smash64.Kaillera.Nat;

/// <summary>Who of two players should host.</summary>
public enum NatPairAdvice
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Either: they meet both ways.</summary>
    Either,

    /// <summary>The first one.</summary>
    One,

    /// <summary>The second one.</summary>
    Other,

    /// <summary>Neither: one of them has to forward a port, or they play on a server.</summary>
    Neither,
}
