using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.AspNetCore.Tests.Contract.Targets;

/// <summary>
/// A port that refuses, and that nobody else can get meanwhile: its socket is connected to itself, so the system has nothing
/// that would take a datagram of anybody else's.
/// </summary>
internal sealed class ClosedPort : ITarget
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public ClosedPort()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Connect(_socket.LocalEndPoint!);
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public IReadOnlyCollection<byte[]> Received => [];

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
