using System.Net;
using System.Net.Sockets;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Opens the socket of a bulk call, the fastest way that this system has.</summary>
internal static class DatagramPump
{
    /// <summary>How many datagrams go through a pump at a time.</summary>
    public const int Batch = 64;

    /// <summary>Room for each datagram that comes: none of ours is as long.</summary>
    public const int IncomingLength = 2_048;

    // What is asked of the system; Linux grants at most net.core.rmem_max, twice.
    private const int WantedReceiveBuffer = 4 << 20;

    // What a short reply takes in the buffer, the kernel's own records included: 768 to 832 bytes on Linux.
    private const int ReplySize = 832;

    /// <summary>Opens a pump on any free port.</summary>
    /// <param name="maxDatagramLength">The longest datagram to send.</param>
    /// <exception cref="SocketException">This machine could not open a UDP socket.</exception>
    public static IDatagramPump Open(int maxDatagramLength)
    {
        if (OperatingSystem.IsLinux() && LinuxDatagramPump.IsSupported)
        {
            var socket = OpenSocket();
            try
            {
                return new LinuxDatagramPump(socket, maxDatagramLength);
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or SocketException)
            {
                socket.Dispose(); // a Linux without these calls or options
            }
        }

        return OpenManaged(maxDatagramLength);
    }

    /// <summary>Opens a pump that needs nothing but the framework.</summary>
    /// <exception cref="SocketException">This machine could not open a UDP socket.</exception>
    public static IDatagramPump OpenManaged(int maxDatagramLength) => new ManagedDatagramPump(OpenSocket(), maxDatagramLength);

    /// <summary>Gets how many short replies a socket's receive buffer has room for.</summary>
    public static int CountReplies(Socket socket) => Math.Max(1, socket.ReceiveBufferSize / ReplySize);

    private static Socket OpenSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            Widen(socket);
            socket.Bind(new IPEndPoint(IPAddress.Any, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Linux grants what it can; macOS grants all or nothing.
    private static void Widen(Socket socket)
    {
        for (var size = WantedReceiveBuffer; size > socket.ReceiveBufferSize; size /= 2)
        {
            try
            {
                socket.ReceiveBufferSize = size;
                return;
            }
            catch (SocketException)
            {
                // Less, then.
            }
        }
    }
}
