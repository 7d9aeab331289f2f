namespace Smash64.Kaillera.P2P;

/// <summary>How far a probe has come.</summary>
public enum P2PProbeStage
{
    /// <summary>Not said.</summary>
    Unknown,

    /// <summary>Another probe of the same host has to end first.</summary>
    Waiting,

    /// <summary>The host was asked and has not answered yet.</summary>
    Asking,

    /// <summary>There is an answer: the verdict is known, or all but.</summary>
    Answered,

    /// <summary>The host gave a seat, which is being given back.</summary>
    Leaving,
}
