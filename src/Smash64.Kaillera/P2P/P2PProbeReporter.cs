using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.P2P;

/// <summary>Tells a listener how a probe goes on, once for each change.</summary>
internal sealed class P2PProbeReporter(P2PProbeConversation conversation, IProgress<P2PProbeProgress> listener)
{
    private (P2PProbeStage Stage, int Sent, int Received) _told;

    public void Wait() => Tell(new P2PProbeProgress(P2PProbeStage.Waiting, TimeSpan.Zero, 0, 0));

    public void Report(TimeSpan now)
    {
        var news = (conversation.Stage, conversation.DatagramsSent, conversation.DatagramsReceived);
        if (news != _told)
        {
            _told = news;
            Tell(new P2PProbeProgress(conversation.Stage, now, conversation.DatagramsSent, conversation.DatagramsReceived));
        }
    }

    private void Tell(P2PProbeProgress progress)
    {
        try
        {
            listener.Report(progress);
        }
        catch (Exception)
        {
            // A listener's fault must not keep a probe from leaving its host.
        }
    }
}
