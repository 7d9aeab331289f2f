namespace Smash64.Kaillera.P2P;

/// <summary>Over which path a host is talked to.</summary>
public enum P2PPathKind
{
    /// <summary>Straight to its address and port.</summary>
    Direct,

    /// <summary>To the port that Autopunch's relay tells, through a hole that both sides punch.</summary>
    Autopunch,

    /// <summary>To the end point that the rendezvous of connect codes tells, through a hole that both sides punch.</summary>
    Code,
}
