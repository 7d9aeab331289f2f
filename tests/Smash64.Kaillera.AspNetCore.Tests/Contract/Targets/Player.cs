using Smash64.Kaillera.P2P.Protocol;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>An opponent who joins a host. He says each thing once: loopback loses nothing.</summary>
internal sealed class Player : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private byte _nextSerial;

    public Player(int hostPort) => _socket.Connect(IPAddress.Loopback, hostPort);

    /// <summary>Finds out whether the next player of a host is let in, and leaves it again.</summary>
    public static async Task<bool> CanJoinAsync(int hostPort)
    {
        using var player = new Player(hostPort);
        var isIn = await player.TryJoinAsync();
        await player.SayAsync(P2PInstructionType.Exit);
        return isIn;
    }

    /// <summary>Asks to join.</summary>
    /// <returns>Whether the host gives its seat; a host with a peer says nothing.</returns>
    public async Task<bool> TryJoinAsync()
    {
        await SayAsync(P2PInstructionType.LoginRequest, Names("Next", "Emulator"));
        while (await HearAsync() is { } newest)
        {
            if (newest.Type == P2PInstructionType.LoginAccepted)
            {
                return true;
            }
        }

        return false;
    }

    public async Task SayAsync(P2PInstructionType type, byte[]? body = null)
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(_nextSerial++, type, body ?? []);
        await _socket.SendAsync(writer.Written.ToArray());
    }

    /// <summary>Waits for the host's next datagram.</summary>
    /// <returns>The newest instruction in it, or <see langword="null"/> if none comes.</returns>
    public async Task<(P2PInstructionType Type, string Body)?> HearAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var buffer = new byte[2_048];
        try
        {
            var length = await _socket.ReceiveAsync(buffer, deadline.Token);
            return P2PDatagramReader.TryCreate(buffer.AsSpan(0, length), out var reader) && reader.TryRead(out var newest)
                ? (newest.Type, Encoding.ASCII.GetString(newest.Body))
                : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Names(string user, string title)
    {
        var body = new byte[P2PProtocol.UserNameSize + P2PProtocol.ClientNameSize];
        KailleraText.Encode(user, body.AsSpan(0, P2PProtocol.UserNameSize));
        KailleraText.Encode(title, body.AsSpan(P2PProtocol.UserNameSize));
        return body;
    }
}
