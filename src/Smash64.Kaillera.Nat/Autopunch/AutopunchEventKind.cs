namespace Smash64.Kaillera.Nat.Autopunch;

/// <summary>What happened to a session of Autopunch.</summary>
public enum AutopunchEventKind
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>The relay answers: opponents who run Autopunch can join.</summary>
    RelayFound,

    /// <summary>The relay has been silent for 35 seconds. It is asked on.</summary>
    RelayLost,

    /// <summary>An opponent sends to us; the way to him is being opened.</summary>
    PeerComing,
}
