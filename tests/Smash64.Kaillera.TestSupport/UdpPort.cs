namespace Smash64.Kaillera.TestSupport;

/// <summary>UDP ports of this machine where nobody answers.</summary>
public static class UdpPort
{
    /// <summary>Finds a port on which nothing listens, as far as one can know.</summary>
    public static IPEndPoint FindClosed()
    {
        using var socket = Bind();
        return (IPEndPoint)socket.LocalEndPoint!;
    }

    /// <summary>Takes a free port of 127.0.0.1.</summary>
    public static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    public static int GetPort(this Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
