namespace Smash64.Kaillera.P2P;

/// <summary>How a probe goes on.</summary>
/// <param name="Stage">How far it has come.</param>
/// <param name="Elapsed">The time since its first datagram; zero while it waits.</param>
/// <param name="DatagramsSent">How many datagrams it has sent.</param>
/// <param name="DatagramsReceived">How many datagrams have come back.</param>
public readonly record struct P2PProbeProgress(P2PProbeStage Stage, TimeSpan Elapsed, int DatagramsSent, int DatagramsReceived);
