using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport;

/// <summary>
/// Runs one conversation over a UDP socket of its own. For one other side the socket is connected, so that the kernel drops what
/// other senders send, and tells when the other machine says that nothing listens there.
/// </summary>
/// <param name="conversation">The conversation. Nobody else may call it until the run has ended.</param>
/// <param name="maxDatagramLength">The longest datagram that the conversation writes.</param>
/// <param name="time">The clock.</param>
/// <param name="maxIncomingLength">The longest datagram that is read whole; what is longer is no datagram of the protocol.</param>
/// <param name="onStep">Called after each step, or <see langword="null"/>. It must not throw.</param>
internal sealed class SocketConversation(
    IDatagramConversation conversation,
    int maxDatagramLength,
    TimeProvider time,
    int maxIncomingLength = SocketConversation.ShortDatagrams,
    Action<TimeSpan>? onStep = null
) : IDisposable
{
    /// <summary>More than any datagram of a P2P program or a doorway: 2,048 bytes.</summary>
    public const int ShortDatagrams = 2_048;

    /// <summary>More than UDP over IPv4 can carry: 65,536 bytes.</summary>
    public const int AnyDatagrams = 65_536;

    // Whoever floods us must not keep us from what is due.
    private const int MaxReceivedInARow = 64;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly WakeUpTimer _wakeUp = new(time);
    private readonly CancellationTokenSource _closing = new();
    private readonly byte[] _outgoing = new byte[maxDatagramLength];
    private readonly byte[] _incoming = new byte[maxIncomingLength];
    private readonly IManySidedConversation? _manySided = conversation as IManySidedConversation;
    private readonly IPEndPoint _anyone = new(IPAddress.Any, 0);
    private IPEndPoint _remote = new(IPAddress.None, 0);
    private long _start;
    private bool _hasSent;

    private TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Runs the conversation to its end.</summary>
    /// <param name="remote">The other side.</param>
    /// <param name="onStopped">Called once the conversation was told to stop, before it ends.</param>
    /// <param name="stop">Tells the conversation to stop; it still ends in its own time.</param>
    /// <exception cref="SocketException">This machine could not open or use the socket, or has no route.</exception>
    public async Task RunAsync(IPEndPoint remote, Action onStopped, CancellationToken stop)
    {
        if (_manySided is null)
        {
            await ConnectAsync(remote).ConfigureAwait(false);
        }
        else
        {
            _socket.Bind(_anyone);
        }

        var stopping = stop.Register(static state => ((WakeUpTimer)state!).Ring(), _wakeUp);
        await using var stoppingLifetime = stopping.ConfigureAwait(false);
        _start = time.GetTimestamp();
        var receiving = ReceiveAsync();
        try
        {
            var isStopped = false;
            while (true)
            {
                // What has arrived comes first: a runner that was held up must not read silence from the clock alone.
                for (var i = 0; i < MaxReceivedInARow && receiving.IsCompleted; i++)
                {
                    await TakeAsync(receiving).ConfigureAwait(false);
                    receiving = ReceiveAsync();
                }

                if (stop.IsCancellationRequested && !isStopped)
                {
                    isStopped = true;
                    conversation.Stop(Now);
                    onStopped();
                }

                await SendWhatIsDueAsync().ConfigureAwait(false);
                onStep?.Invoke(Now);
                if (conversation.IsFinished)
                {
                    return;
                }

                // Who stops while we send rings the alarm before it is set anew: that must not be slept through.
                var alarm = _wakeUp.Set(conversation.WakeUp - Now);
                if (isStopped || !stop.IsCancellationRequested)
                {
                    await Task.WhenAny(receiving, alarm).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            await ((Task)receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _wakeUp.Dispose();
        _closing.Dispose();
    }

    private static bool IsPortUnreachable(SocketException e) =>
        e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset;

    private Task<Received> ReceiveAsync() => _manySided is null ? ReceiveFromOneAsync() : ReceiveFromAnyoneAsync();

    private async Task<Received> ReceiveFromOneAsync() =>
        new(await _socket.ReceiveAsync(_incoming.AsMemory(), SocketFlags.None, _closing.Token).ConfigureAwait(false), _remote);

    private async Task<Received> ReceiveFromAnyoneAsync()
    {
        var received = await _socket
            .ReceiveFromAsync(_incoming.AsMemory(), SocketFlags.None, _anyone, _closing.Token)
            .ConfigureAwait(false);
        return new Received(received.ReceivedBytes, (IPEndPoint)received.RemoteEndPoint);
    }

    // Sends nothing. Called again it keeps the local port, by which servers know who has said hello.
    private async ValueTask ConnectAsync(IPEndPoint remote)
    {
        await _socket.ConnectAsync(remote, CancellationToken.None).ConfigureAwait(false);
        _remote = remote;
    }

    private async ValueTask TakeAsync(Task<Received> receiving)
    {
        try
        {
            var (length, sender) = await receiving.ConfigureAwait(false);
            var datagram = _incoming.AsSpan(0, length);
            if (_manySided is null)
            {
                conversation.Receive(datagram, Now);
            }
            else
            {
                _manySided.Receive(datagram, sender, Now);
            }
        }
        catch (SocketException e) when (IsPortUnreachable(e))
        {
            conversation.PortUnreachable(Now);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize && OperatingSystem.IsWindows() && _manySided is null)
        {
            // Windows tells so of a datagram longer than the buffer. None of ours is: it is another program's.
            conversation.Receive(_incoming, Now);
        }
        catch (SocketException)
        {
            // A router on the way complains of something else; the next datagram may find another way.
        }
    }

    private async ValueTask SendWhatIsDueAsync()
    {
        while (conversation.WakeUp <= Now)
        {
            if (conversation.TryWrite(Now, _outgoing, out var length))
            {
                if (conversation is IRoamingConversation { RemotePort: var port } && port != _remote.Port)
                {
                    await ConnectAsync(new IPEndPoint(_remote.Address, port)).ConfigureAwait(false);
                }

                await SendAsync(_outgoing.AsMemory(0, length)).ConfigureAwait(false);
                _hasSent = true;
            }
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            await SendOnceAsync(datagram).ConfigureAwait(false);
        }
        catch (SocketException) when (_hasSent)
        {
            // Linux reports what an earlier datagram met instead of sending this one. What fails again counts as lost.
            try
            {
                await SendOnceAsync(datagram).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // The conversation repeats what matters.
            }
        }
    }

    private ValueTask<int> SendOnceAsync(ReadOnlyMemory<byte> datagram) =>
        _manySided is null
            ? _socket.SendAsync(datagram, SocketFlags.None)
            : _socket.SendToAsync(datagram, SocketFlags.None, _manySided.Destination);

    private readonly record struct Received(int Length, IPEndPoint Sender);
}
