namespace Smash64.Kaillera.Console.Tests.Live;

/// <summary>
/// A line to a host that passes everything towards it, and of its answers only those up to the accepted login: so a
/// prober stays in the middle of its conversation until something ends it.
/// </summary>
internal sealed class OneWayLine : IAsyncDisposable
{
    private const int MaxLength = 2_048;
    private const int TypeOffset = 3;
    private const byte LoginAccepted = 0x10;

    private readonly Socket _near = Bind();
    private readonly Socket _far = Bind();
    private readonly CancellationTokenSource _closing = new();
    private readonly bool _passesLogin;
    private readonly Task _running;
    private volatile IPEndPoint? _prober;

    /// <param name="hostPort">The host's port on this machine.</param>
    /// <param name="passesLogin">Whether the accepted login gets through, or nothing at all.</param>
    public OneWayLine(int hostPort, bool passesLogin)
    {
        _passesLogin = passesLogin;
        _far.Connect(IPAddress.Loopback, hostPort);
        _running = Task.WhenAll(PassToHostAsync(), PassBackAsync());
    }

    public int Port => ((IPEndPoint)_near.LocalEndPoint!).Port;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _near.Dispose();
        _far.Dispose();
        _closing.Dispose();
    }

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task PassToHostAsync()
    {
        var buffer = new byte[MaxLength];
        while (true)
        {
            var received = await _near.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _closing.Token);
            _prober = (IPEndPoint)received.RemoteEndPoint;
            await _far.SendAsync(buffer.AsMemory(0, received.ReceivedBytes), _closing.Token);
        }
    }

    private async Task PassBackAsync()
    {
        var buffer = new byte[MaxLength];
        var isOpen = _passesLogin;
        while (true)
        {
            var length = await _far.ReceiveAsync(buffer, _closing.Token);
            if (isOpen)
            {
                await _near.SendToAsync(buffer.AsMemory(0, length), _prober!, _closing.Token);
                isOpen = buffer[0] == 0 || buffer[TypeOffset] != LoginAccepted; // 0: no instructions but a knock's reply
            }
        }
    }
}
