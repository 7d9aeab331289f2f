using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Servers;

namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>Kaillera servers to ask, on free ports of this machine.</summary>
internal static class PracticeServer
{
    public static Task<KailleraPracticeServer> StartAsync(Action<KailleraPracticeServerOptions>? configure = null)
    {
        var options = new KailleraPracticeServerOptions { Address = IPAddress.Loopback, Port = 0, MaxPing = null };
        configure?.Invoke(options);
        return KailleraPracticeServer.StartAsync(options);
    }

    /// <summary>Waits for something to happen at a server.</summary>
    public static async Task<KailleraPracticeServerEvent> ReadAsync(
        this KailleraPracticeServer server,
        KailleraPracticeServerEventKind kind)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var happened in server.ReadEventsAsync(deadline.Token))
        {
            if (happened.Kind == kind)
            {
                return happened;
            }
        }

        throw new InvalidOperationException($"The server has ended without {kind}.");
    }

    /// <summary>Takes a port where something else than a Kaillera server answers.</summary>
    public static Socket BindBabbling()
    {
        var socket = FreePort.BindSilent();
        _ = BabbleAsync(socket);
        return socket;
    }

    private static async Task BabbleAsync(Socket socket)
    {
        var buffer = new byte[2_048];
        try
        {
            while (true)
            {
                var asked = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
                await socket.SendToAsync("I am no Kaillera server."u8.ToArray(), asked.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
