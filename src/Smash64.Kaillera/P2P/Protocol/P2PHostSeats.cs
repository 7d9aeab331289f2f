using System.Net;
using System.Text;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.P2P.Protocol;

/// <summary>How a host of some generation gives, holds and takes back its seats.</summary>
internal abstract class P2PHostSeats(P2PHostOptions options, Action<IPEndPoint, byte[]> send, Action<P2PHostEvent> raise)
{
    // Written on the wire by every n02 host, so a probe meets these very words.
    protected const string AlertLine = "Emulator/version difference alert! Game may desync!";

    // The lengths of the host's own PINGs, in a row: behind the login (G2), behind the confirmation.
    protected const int LobbyPingLength = 32;
    protected const int JoinPingLength = 128;

    // A client confirms by itself, at once: who asked and then says nothing is gone.
    private static readonly TimeSpan UnconfirmedPatience = TimeSpan.FromSeconds(3);

    protected P2PHostOptions Options { get; } = options;

    protected Encoding Encoding { get; } =
        KailleraText.MakeTolerant(options.Generation == P2PHostGeneration.First ? options.Encoding : KailleraText.InUtf8(options.Encoding));

    public abstract bool IsOccupied { get; }

    public abstract TimeSpan WakeUp { get; }

    public abstract void Receive(P2PDatagramReader reader, IPEndPoint sender, TimeSpan now);

    public abstract void Advance(TimeSpan now);

    /// <summary>Tells everybody who is seated that the host leaves.</summary>
    public abstract void Close();

    /// <summary>Adds an instruction to what a peer was told, and sends it with the latest before it.</summary>
    protected void Say(P2PSentInstructions said, IPEndPoint? peer, P2PInstructionType type, byte[] body)
    {
        said.Add(type, body);
        if (peer is null)
        {
            return; // A host without a peer counts its answer and sends it nowhere.
        }

        Span<byte> buffer = stackalloc byte[P2PProtocol.MaxDatagramLength];
        send(peer, buffer[..said.Write(buffer)].ToArray());
    }

    protected void Raise(P2PHostEventKind kind, Visitor visitor, string? text = null, bool timedOut = false, bool hostClosed = false) =>
        raise(
            new P2PHostEvent(kind, visitor.EndPoint)
            {
                UserName = visitor.UserName,
                ClientName = visitor.ClientName,
                Text = text,
                TimedOut = timedOut,
                HostClosed = hostClosed,
            }
        );

    /// <summary>Gets when somebody who says nothing more loses his seat.</summary>
    protected TimeSpan SilenceEnds(TimeSpan lastHeard, bool isConfirmed)
    {
        var patience = Options.SilentPeerTimeout;
        if (patience == Timeout.InfiniteTimeSpan)
        {
            return TimeSpan.MaxValue;
        }

        patience = !isConfirmed && patience > UnconfirmedPatience ? UnconfirmedPatience : patience;
        return patience > TimeSpan.MaxValue - lastHeard ? TimeSpan.MaxValue : lastHeard + patience;
    }

    /// <summary>Somebody who asked to join.</summary>
    protected sealed record Visitor(IPEndPoint EndPoint, string UserName, string ClientName);
}
