namespace Smash64.Kaillera.P2P;

/// <summary>The generations of n02 hosts, which differ in what they answer and whom they believe.</summary>
public enum P2PHostGeneration
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>
    /// n02 v0r6 and the classic forks: answers no knock, believes datagrams from any address. (A real one never frees
    /// itself from a silent peer; <see cref="P2PHost"/> does.)
    /// </summary>
    First,

    /// <summary>The n02 of RMG-K before rollback: answers knocks, listens to its peer's address only.</summary>
    Second,

    /// <summary>RMG-K rollback rooms: up to four players, told apart by address, no serial window.</summary>
    Third,
}
