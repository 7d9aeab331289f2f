namespace Smash64.Kaillera.Tests.P2P;

/// <summary>A real UDP relay on loopback that loses datagrams in both directions, and counts what a prober sends.</summary>
internal sealed class LossyRelay : IAsyncDisposable
{
    private readonly Socket _front = Open();
    private readonly Socket _back = Open();
    private readonly CancellationTokenSource _closing = new();
    private readonly double _loss;
    private readonly Task _there;
    private readonly Task _returning;
    private volatile IPEndPoint? _prober;

    public LossyRelay(IPEndPoint host, double loss, int seed)
    {
        _loss = loss;
        _there = RelayAsync(_front, new Random(seed), from => _prober = from, () => (_back, host));
        _returning = RelayAsync(_back, new Random(~seed), _ => { }, () => (_front, _prober!));
    }

    public IPEndPoint EndPoint => (IPEndPoint)_front.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_there, _returning);
        _front.Dispose();
        _back.Dispose();
        _closing.Dispose();
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task RelayAsync(Socket from, Random random, Action<IPEndPoint> note, Func<(Socket Socket, IPEndPoint To)> next)
    {
        var buffer = new byte[2_048];
        try
        {
            while (true)
            {
                var received = await from.ReceiveFromAsync(
                    buffer.AsMemory(),
                    SocketFlags.None,
                    new IPEndPoint(IPAddress.Any, 0),
                    _closing.Token
                );
                note((IPEndPoint)received.RemoteEndPoint);
                if (random.NextDouble() >= _loss)
                {
                    var (socket, to) = next();
                    await socket.SendToAsync(buffer.AsMemory(0, received.ReceivedBytes), SocketFlags.None, to, _closing.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Closed.
        }
    }
}
