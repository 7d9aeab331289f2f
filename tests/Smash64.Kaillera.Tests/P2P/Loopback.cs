namespace Smash64.Kaillera.Tests.P2P;

/// <summary>Hosts and sockets on loopback, on free ports.</summary>
internal static class Loopback
{
    public static Task<P2PHost> StartHostAsync(P2PHostGeneration generation) =>
        P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Loopback,
                Port = 0,
                UserName = "Jos\u00E9",
                Game = "SMASHREMIX1.5.2",
                Generation = generation,
            }
        );

    public static async Task ReceiveAsync(Socket socket) => await socket.ReceiveAsync(new byte[2_048]);

    public static byte[] LoginRequest()
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(0, P2PInstructionType.LoginRequest, P2PBodies.Names("Peer", "Emulator", KailleraText.DefaultEncoding));
        return writer.Written.ToArray();
    }

    /// <summary>What a host says that has given its seat, without the names: a PING of its own.</summary>
    public static byte[] PingOfAHost()
    {
        var writer = new P2PDatagramWriter(new byte[P2PProtocol.MaxDatagramLength]);
        writer.Write(0, P2PInstructionType.Ping, [1, 2, 3, 4]);
        return writer.Written.ToArray();
    }

    /// <summary>Reads what a peer sends until its newest instruction is of a kind.</summary>
    public static async Task HearAsync(Socket socket, P2PInstructionType newest)
    {
        var buffer = new byte[2_048];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer);
            if (P2PDatagramReader.TryCreate(buffer.AsSpan(0, length), out var reader) && reader.TryRead(out var instruction) && instruction.Type == newest)
            {
                return;
            }
        }
    }
}
