using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>UDP ports of this machine where nobody answers.</summary>
internal static class FreePort
{
    /// <summary>Finds a port on which nothing listens.</summary>
    public static int FindClosed()
    {
        using var socket = BindSilent();
        return socket.GetPort();
    }

    /// <summary>Takes a port and never answers there.</summary>
    public static Socket BindSilent()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    public static int GetPort(this Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
