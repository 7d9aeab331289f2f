namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>A P2P host that forwards no port: it registers at a rendezvous and announces itself at a relay, and answers knocks.</summary>
internal sealed class PunchingHost : IAsyncDisposable
{
    private readonly Socket _socket = UdpPort.Bind();
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource<string> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IPEndPoint? _relay;
    private readonly Task _running;

    private PunchingHost(IPEndPoint? relay)
    {
        _relay = relay;
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <summary>Starts a host that has registered at a rendezvous of this machine.</summary>
    public static async Task<(PunchingHost Host, string Code)> WithCodeAsync(int rendezvous)
    {
        var host = new PunchingHost(relay: null);
        await host.SendAsync("\0N02TRAV1|REG|1"u8.ToArray(), new IPEndPoint(IPAddress.Loopback, rendezvous));
        return (host, await host._code.Task.WaitAsync(PracticePrograms.Patience));
    }

    /// <summary>Starts a host of which the relay at this port of the machine knows.</summary>
    public static async Task<PunchingHost> WithAutopunchAsync(int relay)
    {
        var host = new PunchingHost(new IPEndPoint(IPAddress.Loopback, relay));
        await host.AnnounceAsync(host.Port);
        return host;
    }

    /// <summary>Announces the port under which players know it.</summary>
    public Task AnnounceAsync(int port) => SendAsync([(byte)(port >> 8), (byte)port], _relay!);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _running;
        _socket.Dispose();
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[2_048];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _closing.Token);
                await AnswerAsync(buffer[..received.ReceivedBytes], (IPEndPoint)received.RemoteEndPoint);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private async Task AnswerAsync(byte[] datagram, IPEndPoint sender)
    {
        var fields = Encoding.ASCII.GetString(datagram).Trim('\0').Split('|');
        if (fields is ["PINGRQ"])
        {
            await SendAsync("\0xxxxxxxxxx\0"u8.ToArray(), sender);
        }
        else if (fields is ["N02TRAV1", "REGOK", var code, ..])
        {
            _code.TrySetResult(code);
        }
        else if (fields is ["N02TRAV1", "PEER", var token, var address, var port])
        {
            await SendAsync(Encoding.ASCII.GetBytes($"\0N02TRAV1|PUNCH|{token}"), IPEndPoint.Parse($"{address}:{port}"));
        }
        else if (sender.Equals(_relay) && datagram.Length == 8)
        {
            await SendAsync([0], new IPEndPoint(new IPAddress(datagram.AsSpan(4)), (datagram[2] << 8) | datagram[3]));
        }
    }

    private Task<int> SendAsync(byte[] datagram, IPEndPoint to) =>
        _socket.SendToAsync(datagram, SocketFlags.None, to, _closing.Token).AsTask();
}
