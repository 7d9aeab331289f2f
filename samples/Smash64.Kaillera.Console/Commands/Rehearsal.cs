using System.Net.Sockets;

namespace Smash64.Kaillera.Console.Commands;

/// <summary>
/// Pings a stand-in on this computer before the real servers. A program that has just started compiles what it does for the first
/// time, which takes some ten milliseconds: they would count as the line's.
/// </summary>
internal static class Rehearsal
{
    private const int Count = 2;
    private const int LongestDatagram = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>Takes about as long as the first ping would have lost. Nothing is known afterwards, not even whether it worked.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var doorway = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            doorway.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            await using var probe = new KailleraServerProbe(new KailleraServerProbeOptions { PingTimeout = Patience });
            var pinging = probe.PingAsync((IPEndPoint)doorway.LocalEndPoint!, Count, cancellationToken);
            var answering = AnswerAsync(doorway);
            await pinging;
            doorway.Close();
            await answering;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // A computer that does not reach itself may reach servers.
        }
    }

    private static async Task AnswerAsync(Socket doorway)
    {
        var buffer = new byte[LongestDatagram];
        for (var i = 0; i < Count; i++)
        {
            var ping = await doorway.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0));
            await doorway.SendToAsync("PONG\0"u8.ToArray(), ping.RemoteEndPoint);
        }
    }
}
