using System.Net;
using System.Net.Sockets;
using System.Text;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Protocol;
using Smash64.Kaillera.Transport;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.P2P;

/// <summary>Probes of P2P hosts, by the thousand.</summary>
/// <param name="options">Their settings, checked and copied before.</param>
internal sealed class P2PBulkKind(P2PProbeOptions options) : IBulkKind<P2PProbeConversation, P2PProbeResult>
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private readonly Encoding _encoding = KailleraText.MakeTolerant(options.Encoding);
    private readonly KeyValuePair<string, object?> _mode = OutcomeNames.TagOf(options.Mode);

    public string Name => "p2p.probe";

    public int MaxDatagramLength => P2PProtocol.MaxDatagramLength;

    public AddressTurns Turns => HostTurns.Shared;

    public P2PProbeConversation Create() => new(options, _encoding);

    public void Check(IPEndPoint endPoint) => RemoteKind.P2PHost.Check(endPoint, "hosts");

    public P2PProbeResult Conclude(P2PProbeConversation conversation, IPEndPoint endPoint, SocketError? fault)
    {
        if (fault is { } error)
        {
            CallTelemetry.Probe.Fail(activity: null, error.ToString(), _mode);
            return new P2PProbeResult(endPoint, P2PProbeStatus.Unknown) { Fault = error };
        }

        var result = conversation.ToResult(endPoint);
        CallTelemetry.Probe.End(activity: null, OutcomeNames.Of(result.Status), result.Elapsed, _mode);
        return result;
    }

    // Answers to knocks carry no number: what comes late must not be the next one's. Where all is answered, nothing comes late.
    public TimeSpan RestAfter(P2PProbeConversation conversation) =>
        conversation.DatagramsSent > conversation.DatagramsReceived ? Rest : TimeSpan.Zero;

    public TimeSpan PauseAfter(P2PProbeConversation conversation) => ((IVisitConversation)conversation).Pause;
}
