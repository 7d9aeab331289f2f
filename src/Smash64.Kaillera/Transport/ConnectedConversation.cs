using System.Net;
using System.Net.Sockets;
using Smash64.Kaillera.Protocol;

namespace Smash64.Kaillera.Transport;

/// <summary>
/// Runs one conversation over a UDP socket of its own. The socket is connected, so that the kernel drops what other
/// senders send, and tells when the other machine says that nothing listens there.
/// </summary>
internal static class ConnectedConversation
{
    private const int IncomingLength = 2_048;

    // Whoever floods us must not keep us from what is due.
    private const int MaxReceivedInARow = 64;

    /// <summary>Runs a conversation to its end.</summary>
    /// <param name="conversation">The conversation. Nobody else may call it until the task has completed.</param>
    /// <param name="remote">The other side.</param>
    /// <param name="maxDatagramLength">The longest datagram that the conversation writes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="pacer">What keeps many conversations to a common rate, or <see langword="null"/>.</param>
    /// <param name="onStopped">Called once the conversation was told to stop, before it ends.</param>
    /// <param name="stop">Tells the conversation to stop; it still ends in its own time.</param>
    /// <exception cref="SocketException">This machine could not open or use the socket, or has no route.</exception>
    public static async Task RunAsync(
        IDatagramConversation conversation,
        IPEndPoint remote,
        int maxDatagramLength,
        TimeProvider time,
        DatagramPacer? pacer,
        Action onStopped,
        CancellationToken stop
    )
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(remote, CancellationToken.None).ConfigureAwait(false); // sends nothing
        using var wakeUp = new WakeUpTimer(time);
        using var closing = new CancellationTokenSource();
        var stopping = stop.Register(static state => ((WakeUpTimer)state!).Ring(), wakeUp);
        await using var stoppingLifetime = stopping.ConfigureAwait(false);

        var outgoing = new byte[maxDatagramLength];
        var incoming = new byte[IncomingLength];
        var start = time.GetTimestamp();
        var isStopped = false;
        var receiving = ReceiveAsync();
        try
        {
            while (true)
            {
                // What has arrived comes first: a runner that was held up must not read silence from the clock alone.
                for (var i = 0; i < MaxReceivedInARow && receiving.IsCompleted; i++)
                {
                    await TakeAsync(conversation, receiving, incoming, time, start).ConfigureAwait(false);
                    receiving = ReceiveAsync();
                }

                if (stop.IsCancellationRequested && !isStopped)
                {
                    isStopped = true;
                    conversation.Stop(time.GetElapsedTime(start));
                    onStopped();
                }

                while (conversation.WakeUp <= time.GetElapsedTime(start))
                {
                    if (pacer is not null)
                    {
                        await pacer.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                    }

                    if (conversation.TryWrite(time.GetElapsedTime(start), outgoing, out var length))
                    {
                        await SendAsync(socket, outgoing.AsMemory(0, length)).ConfigureAwait(false);
                    }
                }

                if (conversation.IsFinished)
                {
                    return;
                }

                var alarm = wakeUp.Set(conversation.WakeUp - time.GetElapsedTime(start));
                if (!stop.IsCancellationRequested || isStopped)
                {
                    await Task.WhenAny(receiving, alarm).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await closing.CancelAsync().ConfigureAwait(false);
            await ((Task)receiving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<int> ReceiveAsync() => socket.ReceiveAsync(incoming.AsMemory(), SocketFlags.None, closing.Token).AsTask();
    }

    private static async ValueTask TakeAsync(
        IDatagramConversation conversation,
        Task<int> receiving,
        byte[] incoming,
        TimeProvider time,
        long start
    )
    {
        try
        {
            var length = await receiving.ConfigureAwait(false);
            conversation.Receive(incoming.AsSpan(0, length), time.GetElapsedTime(start));
        }
        catch (SocketException e) when (IsPortUnreachable(e))
        {
            conversation.PortUnreachable(time.GetElapsedTime(start));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize)
        {
            // Windows tells so of a datagram longer than the buffer. None of ours is: it is another program's.
            conversation.Receive(incoming, time.GetElapsedTime(start));
        }
        catch (SocketException e) when (IsPassing(e))
        {
            // A router on the way complains; the next datagram may find another way.
        }
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> datagram)
    {
        try
        {
            await socket.SendAsync(datagram, SocketFlags.None).ConfigureAwait(false);
        }
        catch (SocketException e) when (IsPortUnreachable(e) || IsPassing(e))
        {
            // Linux reports what an earlier datagram met instead of sending this one. The same again is this machine's own.
            try
            {
                await socket.SendAsync(datagram, SocketFlags.None).ConfigureAwait(false);
            }
            catch (SocketException again) when (IsPortUnreachable(again))
            {
                // Counts as lost: the conversation repeats what matters.
            }
        }
    }

    private static bool IsPortUnreachable(SocketException e) =>
        e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset;

    private static bool IsPassing(SocketException e) =>
        e.SocketErrorCode is SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown;
}
