using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Diagnostics;
using Smash64.Kaillera.Servers.Protocol;
using Smash64.Kaillera.Transport;
using Smash64.Kaillera.Transport.Bulk;

namespace Smash64.Kaillera.Servers;

/// <summary>Pings of Kaillera servers, by the thousand.</summary>
/// <param name="options">Their settings, checked and copied before.</param>
internal sealed class KailleraPingBulkKind(KailleraServerProbeOptions options)
    : IBulkKind<KailleraManyPingsConversation, KailleraPingResult>
{
    public string Name => "server.ping";

    public int MaxDatagramLength => KailleraDoorway.MaxDatagramLength;

    // One ping at a time is a matter of the socket here, and so of this call alone.
    public AddressTurns Turns { get; } = new();

    public KailleraManyPingsConversation Create() => new(options.PingCount, options.PingTimeout);

    public void Check(IPEndPoint endPoint) => RemoteKind.KailleraServer.Check(endPoint, "servers");

    public KailleraPingResult Conclude(KailleraManyPingsConversation conversation, IPEndPoint endPoint, SocketError? fault)
    {
        if (fault is { } error)
        {
            CallTelemetry.Ping.Fail(activity: null, error.ToString());
            return new KailleraPingResult(endPoint, KailleraPingStatus.Unknown) { Fault = error };
        }

        var result = conversation.ToResult(endPoint);
        CallTelemetry.Ping.End(activity: null, OutcomeNames.Of(result.Status), result.Elapsed);
        return result;
    }

    public TimeSpan PauseAfter(KailleraManyPingsConversation conversation) => TimeSpan.Zero;

    public TimeSpan RestAfter(KailleraManyPingsConversation conversation) => conversation.Rest;
}
