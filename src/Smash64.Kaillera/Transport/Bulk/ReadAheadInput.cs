using System.Net;
using System.Threading.Channels;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>
/// End points from a sequence that may make its reader wait, such as lines from a pipe: it is read a little ahead and
/// elsewhere, so that the probes under way don't wait with it.
/// </summary>
internal sealed class ReadAheadInput : IBulkInput
{
    private readonly Channel<IPEndPoint> _ahead;
    private readonly CancellationTokenSource _closing = new(); // never disposed of: a reader that is late may still ask it
    private readonly Task _reading;
    private bool _isMoving;

    /// <param name="endPoints">The sequence. It is enumerated once, on the thread pool.</param>
    /// <param name="length">How many to read ahead at most.</param>
    public ReadAheadInput(IEnumerable<IPEndPoint> endPoints, int length)
    {
        _ahead = Channel.CreateBounded<IPEndPoint>(new BoundedChannelOptions(length) { SingleReader = true, SingleWriter = true });
        _reading = Task.Run(() => ReadAsync(endPoints));
    }

    /// <inheritdoc/>
    public BulkInputState TryTake(out IPEndPoint? endPoint)
    {
        if (_ahead.Reader.TryRead(out endPoint))
        {
            return BulkInputState.Taken;
        }

        if (!_ahead.Reader.Completion.IsCompleted)
        {
            return BulkInputState.Later;
        }

        _ahead.Reader.Completion.GetAwaiter().GetResult(); // throws what the sequence threw
        return BulkInputState.Ended;
    }

    /// <summary>
    /// Ends the reading, and waits until the sequence is let go; but not for a next element that nobody needs any more: then the
    /// sequence is let go as soon as it comes.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        Interlocked.MemoryBarrier(); // the reader first says that it moves on, then asks whether it may
        if (!Volatile.Read(ref _isMoving))
        {
            await _reading.ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(IEnumerable<IPEndPoint> endPoints)
    {
        try
        {
            using var sequence = endPoints.GetEnumerator();
            while (TryMove(sequence))
            {
                await _ahead.Writer.WriteAsync(sequence.Current, _closing.Token).ConfigureAwait(false);
            }

            _ahead.Writer.Complete();
        }
        catch (Exception e)
        {
            _ahead.Writer.Complete(e);
        }
    }

    private bool TryMove(IEnumerator<IPEndPoint> sequence)
    {
        Volatile.Write(ref _isMoving, true);
        Interlocked.MemoryBarrier();
        var hasMoved = !_closing.IsCancellationRequested && sequence.MoveNext();
        Volatile.Write(ref _isMoving, false);
        return hasMoved;
    }
}
