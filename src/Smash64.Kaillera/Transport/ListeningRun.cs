using System.Net;
using System.Threading.Channels;

namespace Smash64.Kaillera.Transport;

/// <summary>Runs a program that others talk to: brings it what comes and what the clock says, until it is disposed of.</summary>
/// <typeparam name="TEvent">What the program tells of.</typeparam>
internal sealed class ListeningRun<TEvent> : IAsyncDisposable
    where TEvent : class
{
    /// <summary>How many events wait for a reader before the oldest are dropped: 1,024.</summary>
    private const int EventCapacity = 1_024;

    private readonly DatagramSockets _sockets;
    private readonly IListeningProgram<TEvent> _program;
    private readonly TimeProvider _time;
    private readonly Action? _beforeTelling;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<TEvent> _events = Channel.CreateBounded<TEvent>(
        new BoundedChannelOptions(EventCapacity) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    private readonly Task _running;
    private int _isDisposed;

    /// <summary>Begins at once.</summary>
    /// <param name="sockets">Its ports, of which the first is open. They are closed at the end.</param>
    /// <param name="program">The program.</param>
    /// <param name="time">The clock.</param>
    /// <param name="beforeTelling">Called whenever something may have changed, before anybody hears of it.</param>
    public ListeningRun(DatagramSockets sockets, IListeningProgram<TEvent> program, TimeProvider time, Action? beforeTelling = null)
    {
        _sockets = sockets;
        _program = program;
        _time = time;
        _beforeTelling = beforeTelling;
        _running = RunAsync();
    }

    /// <summary>Reads the events. Several readers share them out among themselves.</summary>
    public IAsyncEnumerable<TEvent> ReadEventsAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Lets the program send everybody away, closes its ports, and ends the events.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _closing.Dispose();
        }
    }

    private async Task RunAsync()
    {
        var start = _time.GetTimestamp();
        using var wakeUp = new WakeUpTimer(_time);
        Task<bool>? receiving = null;
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                receiving ??= _sockets.Received.WaitToReadAsync(_closing.Token).AsTask();
                var alarm = wakeUp.Set(_program.WakeUp - _time.GetElapsedTime(start));
                await Task.WhenAny(receiving, alarm).ConfigureAwait(false);
                if (receiving.IsCompleted)
                {
                    receiving = null;
                }

                while (!_closing.IsCancellationRequested && _sockets.Received.TryRead(out var received))
                {
                    _program.Receive(received.Payload, received.Sender, received.LocalPort, _time.GetElapsedTime(start));
                    await TellAsync().ConfigureAwait(false);
                }

                _program.Advance(_time.GetElapsedTime(start));
                await TellAsync().ConfigureAwait(false);
            }

            _program.Close();
            await TellAsync().ConfigureAwait(false);
            _events.Writer.Complete();
        }
        catch (Exception e)
        {
            _events.Writer.TryComplete(e);
            throw;
        }
        finally
        {
            await _sockets.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask TellAsync()
    {
        _beforeTelling?.Invoke();
        while (_program.TryWrite(out var localPort, out var destination, out var datagram))
        {
            // The last words are sent after the closing has begun.
            await _sockets.SendAsync(localPort, destination, datagram, CancellationToken.None).ConfigureAwait(false);
        }

        while (_program.TryReadEvent(out var happened))
        {
            _events.Writer.TryWrite(happened);
        }
    }
}

/// <summary>Runs a program of which one event is wanted.</summary>
internal static class ListeningRun
{
    /// <summary>Opens a port, runs a program at it until its first event, and closes the port.</summary>
    /// <param name="address">The local address.</param>
    /// <param name="port">The local port, or 0 for any free one.</param>
    /// <param name="create">Makes the program, once its port is known.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The event, and the local end point.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<(TEvent Event, IPEndPoint Local)> ToFirstEventAsync<TEvent>(
        IPAddress address,
        int port,
        Func<IPEndPoint, IListeningProgram<TEvent>> create,
        TimeProvider time,
        CancellationToken cancellationToken
    )
        where TEvent : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (run, local) = await DatagramSockets
            .StartAsync(address, port, (sockets, endPoint) => (new ListeningRun<TEvent>(sockets, create(endPoint), time), endPoint))
            .ConfigureAwait(false);
        await using (run.ConfigureAwait(false))
        {
            await foreach (var happened in run.ReadEventsAsync(cancellationToken).ConfigureAwait(false))
            {
                return (happened, local);
            }
        }

        throw new InvalidOperationException("A program that is not closed ends with an event.");
    }
}
