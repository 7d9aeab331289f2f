using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.P2P;

namespace Smash64.Kaillera.AspNetCore.Tests.Hosting;

/// <summary>Hosts on free ports of this machine, and ports where nobody is.</summary>
internal static class PracticeHosts
{
    public const string UserName = "Ness";
    public const string Game = "SMASH BROTHERS";

    public static Task<P2PHost> StartAsync(P2PHostGeneration generation = P2PHostGeneration.Second, string address = "127.0.0.1") =>
        P2PHost.StartAsync(
            new P2PHostOptions
            {
                Address = IPAddress.Parse(address),
                Port = 0,
                UserName = UserName,
                Game = Game,
                Generation = generation,
            }
        );

    public static async Task<P2PHostEvent> WaitForAsync(P2PHost host, P2PHostEventKind kind)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        await foreach (var happened in host.ReadEventsAsync(patience.Token))
        {
            if (happened.Kind == kind)
            {
                return happened;
            }
        }

        throw new InvalidOperationException($"The host has ended without {kind}.");
    }

    /// <summary>Ends a host and reads what happened at it before.</summary>
    public static async Task<List<P2PHostEvent>> EndAsync(P2PHost host)
    {
        await host.DisposeAsync();
        var events = new List<P2PHostEvent>();
        await foreach (var happened in host.ReadEventsAsync())
        {
            if (!happened.HostClosed)
            {
                events.Add(happened);
            }
        }

        return events;
    }
}

/// <summary>
/// A port that refuses, and that nobody else gets meanwhile: its socket is connected to another address, so the system has
/// nobody to give a datagram to.
/// </summary>
internal sealed class ClosedPort : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public ClosedPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _socket.Connect(new IPEndPoint(IPAddress.Parse("127.255.255.1"), 9));
    }

    public int Port { get; }

    public void Dispose() => _socket.Dispose();
}
