namespace Smash64.Kaillera.TestSupport;

/// <summary>
/// A port that refuses, and that nobody else gets meanwhile: its socket is connected to another address, so the system has
/// nobody to give a datagram to.
/// </summary>
public sealed class ClosedPort : IDisposable
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
