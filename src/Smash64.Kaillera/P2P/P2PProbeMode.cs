namespace Smash64.Kaillera.P2P;

/// <summary>How much a probe asks of a host.</summary>
public enum P2PProbeMode
{
    /// <summary>
    /// Knocks with <c>PINGRQ</c>, which nobody at the host sees, and logs in only when that stays unanswered for
    /// 300 ms: hosts of the first generation (n02 v0r6 and the classic forks) answer nothing else. The default.
    /// </summary>
    Quiet,

    /// <summary>Knocks and logs in at once, to read the names of the host player and of the game, and leaves again.</summary>
    Identify,

    /// <summary>
    /// Knocks only. Never takes the host's seat, so it is fit for asking many hosts. A host of the first generation and
    /// a Kaillera server look silent to it.
    /// </summary>
    Knock,
}
