using System.Threading.Channels;
using Smash64.Kaillera.P2P;
using Smash64.Kaillera.Transport;

namespace Smash64.Kaillera.Nat.Sessions;

/// <summary>Runs a session over a game's socket, until it is disposed of.</summary>
/// <typeparam name="TEvent">What the session tells of.</typeparam>
internal sealed class SessionRun<TEvent> : IAsyncDisposable
    where TEvent : class
{
    private const int EventCapacity = 256;

    private readonly IGameSocket _socket;
    private readonly ISessionConversation<TEvent> _conversation;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly WakeUpTimer _wakeUp;
    private readonly IDisposable _listening;
    private readonly CancellationTokenSource _closing = new();
    private readonly Queue<(IPEndPoint To, ReadOnlyMemory<byte> Datagram)> _due = [];
    private readonly Channel<TEvent> _events = Channel.CreateBounded<TEvent>(
        new BoundedChannelOptions(EventCapacity) { FullMode = BoundedChannelFullMode.DropOldest }
    );

    private readonly Task _running;
    private bool _hasNews;
    private int _isDisposed;

    public SessionRun(IGameSocket socket, ISessionConversation<TEvent> conversation, TimeProvider time)
    {
        _socket = socket;
        _conversation = conversation;
        _time = time;
        _start = time.GetTimestamp();
        _wakeUp = new WakeUpTimer(time);
        _listening = socket.Listen(Receive);
        _running = RunAsync();
    }

    /// <summary>Reads the events. Several readers share them out among themselves.</summary>
    public IAsyncEnumerable<TEvent> ReadEventsAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Tells the conversation something, between two of its steps.</summary>
    public void Tell(Action<TimeSpan> what)
    {
        lock (_conversation)
        {
            what(_time.GetElapsedTime(_start));
        }

        Wake();
    }

    /// <summary>Lets the session say farewell, and ends it. The socket stays the game's.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            await _closing.CancelAsync().ConfigureAwait(false);
            _wakeUp.Ring();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _closing.Dispose();
            _wakeUp.Dispose();
        }
    }

    private bool Receive(ReadOnlySpan<byte> datagram, IPEndPoint sender)
    {
        bool isTaken;
        lock (_conversation)
        {
            isTaken = _conversation.TryReceive(datagram, sender, _time.GetElapsedTime(_start));
        }

        Wake();
        return isTaken;
    }

    private void Wake()
    {
        Volatile.Write(ref _hasNews, true);
        _wakeUp.Ring();
    }

    private async Task RunAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (!_closing.IsCancellationRequested)
            {
                Volatile.Write(ref _hasNews, false);
                var alarm = Step(isLast: false);
                await SendAsync().ConfigureAwait(false);

                // Who rings before the alarm is set anew must not be slept through.
                if (!Volatile.Read(ref _hasNews) && !_closing.IsCancellationRequested)
                {
                    await alarm.ConfigureAwait(false);
                }
            }

            _listening.Dispose();
            _ = Step(isLast: true);
            await SendAsync().ConfigureAwait(false);
            _events.Writer.TryComplete();
        }
        catch (Exception e)
        {
            _events.Writer.TryComplete(e);
            throw;
        }
        finally
        {
            _listening.Dispose(); // a session that failed must not keep datagrams from the game
        }
    }

    private Task Step(bool isLast)
    {
        lock (_conversation)
        {
            var now = _time.GetElapsedTime(_start);
            if (isLast)
            {
                _conversation.Close();
            }
            else
            {
                _conversation.Advance(now);
            }

            while (_conversation.TryWrite(out var destination, out var datagram))
            {
                _due.Enqueue((destination, datagram));
            }

            while (_conversation.TryReadEvent(out var happened))
            {
                _events.Writer.TryWrite(happened);
            }

            return isLast ? Task.CompletedTask : _wakeUp.Set(_conversation.WakeUp - now);
        }
    }

    // The last words are sent after the closing has begun.
    private async ValueTask SendAsync()
    {
        while (_due.TryDequeue(out var next))
        {
            await _socket.SendAsync(next.Datagram, next.To, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
