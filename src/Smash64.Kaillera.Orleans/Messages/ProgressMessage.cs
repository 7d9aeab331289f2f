using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.Orleans.Messages;

[GenerateSerializer, Immutable]
internal readonly record struct ProgressMessage(int Stage, TimeSpan Elapsed, int DatagramsSent, int DatagramsReceived)
{
    public static ProgressMessage Of(P2PProbeProgress progress) =>
        new((int)progress.Stage, progress.Elapsed, progress.DatagramsSent, progress.DatagramsReceived);

    public P2PProbeProgress ToProgress() => new((P2PProbeStage)Stage, Elapsed, DatagramsSent, DatagramsReceived);
}
