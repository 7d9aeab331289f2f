using Smash64.Kaillera.P2P.Protocol;

namespace Smash64.Kaillera.Web.Tests.Hosting;

/// <summary>An opponent who has joined a host and stays.</summary>
internal sealed class SeatedPeer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    private SeatedPeer(P2PHost host) => _socket.Connect(host.EndPoint);

    /// <summary>Joins. The host's <see cref="P2PHostOptions.SilentPeerTimeout"/> has to be infinite, or he will be sent away.</summary>
    public static async Task<SeatedPeer> JoinAsync(P2PHost host)
    {
        var peer = new SeatedPeer(host);
        await peer._socket.SendAsync(Write(0, P2PInstructionType.LoginRequest, new byte[P2PProtocol.UserNameSize + P2PProtocol.ClientNameSize]));
        await peer._socket.SendAsync(Write(1, P2PInstructionType.LoginAccepted, []));
        await foreach (var happened in host.ReadEventsAsync())
        {
            if (happened.Kind == P2PHostEventKind.Joined)
            {
                return peer;
            }
        }

        throw new InvalidOperationException("The host has ended.");
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Write(byte serial, P2PInstructionType type, byte[] body)
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(serial, type, body);
        return writer.Written.ToArray();
    }
}
