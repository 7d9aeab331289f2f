using System.Net.Sockets;

namespace Smash64.Kaillera.Nat;

/// <summary>From which address of its own this machine would send.</summary>
internal static class OutgoingAddress
{
    /// <summary>Asks the system; nothing is sent, since connecting a UDP socket only chooses the interface.</summary>
    /// <exception cref="SocketException">There is no way there.</exception>
    public static IPAddress Find(IPEndPoint destination)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(destination);
        return ((IPEndPoint)socket.LocalEndPoint!).Address;
    }
}
