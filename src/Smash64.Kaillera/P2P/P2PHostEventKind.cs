namespace Smash64.Kaillera.P2P;

/// <summary>What happened at a P2P host.</summary>
public enum P2PHostEventKind
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Somebody knocked (<c>PINGRQ</c>). A real host shows its player nothing of it.</summary>
    Knock,

    /// <summary>Somebody asked to join, and has the seat now.</summary>
    Request,

    /// <summary>The peer confirmed that it joins.</summary>
    Joined,

    /// <summary>The peer said a line.</summary>
    Chat,

    /// <summary>
    /// The peer is gone: it left, gave up, fell silent or was sent away. The seat is free. After a peer that gave up
    /// (LOGN_RNEG) the host goes on counting from that peer's serials, as n02 does, until it has heard nothing for a while.
    /// </summary>
    Left,
}
