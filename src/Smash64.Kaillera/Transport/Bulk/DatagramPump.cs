using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

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

    private static readonly TimeSpan EchoPatience = TimeSpan.FromMilliseconds(100);

    /// <summary>Opens a pump on any free port.</summary>
    /// <param name="maxDatagramLength">The longest datagram to send.</param>
    /// <exception cref="SocketException">This machine could not open a UDP socket.</exception>
    public static IDatagramPump Open(int maxDatagramLength)
    {
        if (OperatingSystem.IsLinux() && LinuxSocketCalls.IsSupported)
        {
            var socket = OpenSocket();
            try
            {
                var pump = new LinuxDatagramPump(socket, maxDatagramLength);
                if (IsWorking(pump, socket))
                {
                    return pump;
                }
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or SocketException)
            {
                // A Linux without these calls or options.
            }

            socket.Dispose();
        }

        return OpenManaged(maxDatagramLength);
    }

    /// <summary>Opens a pump that needs nothing but the framework.</summary>
    /// <exception cref="SocketException">This machine could not open a UDP socket.</exception>
    public static IDatagramPump OpenManaged(int maxDatagramLength) => new ManagedDatagramPump(OpenSocket(), maxDatagramLength);

    /// <summary>Gets how many short replies a socket's receive buffer has room for.</summary>
    public static int CountReplies(Socket socket) => Math.Max(1, socket.ReceiveBufferSize / ReplySize);

    // A pump sends itself a datagram: where a sandbox denies the calls, the managed way is left. And what the runtime compiles at
    // the first use is compiled now, and not between the first question and its answer.
    [SupportedOSPlatform("linux")]
    private static bool IsWorking(LinuxDatagramPump pump, Socket socket)
    {
        pump.Outgoing[0] = 0;
        pump.Send(RemoteAddress.From(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)socket.LocalEndPoint!).Port)), 1);
        pump.Flush();
        return pump.Receive(EchoPatience) == 1 && pump[0].Kind == ArrivalKind.Datagram;
    }

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
