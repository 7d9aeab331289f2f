using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Smash64.Kaillera.Transport.Bulk;

/// <summary>Hands results from the thread of a bulk call to whoever reads them.</summary>
internal sealed class BulkOutput<TResult> : IBulkOutput<TResult>
{
    private readonly Channel<TResult> _shown = Channel.CreateUnbounded<TResult>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true }
    );
    private readonly List<TResult> _pending = [];
    private long _written;
    private long _read;

    /// <inheritdoc/>
    public int Unread => (int)(_written - Volatile.Read(ref _read));

    /// <inheritdoc/>
    public void Write(TResult result)
    {
        _pending.Add(result);
        _written++;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (var result in _pending)
        {
            _shown.Writer.TryWrite(result);
        }

        _pending.Clear();
    }

    /// <summary>Says that no more results come.</summary>
    /// <param name="fault">What the reader gets behind the last one, or <see langword="null"/>.</param>
    public void Complete(Exception? fault)
    {
        Flush();
        _shown.Writer.Complete(fault);
    }

    /// <summary>Gets a value indicating whether a result can be read now.</summary>
    public bool HasResult => _shown.Reader.TryPeek(out _);

    /// <summary>Waits for results.</summary>
    /// <returns>Whether there is one, or never again.</returns>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _shown.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>Reads a result that is there.</summary>
    public bool TryRead([MaybeNullWhen(false)] out TResult result)
    {
        var found = _shown.Reader.TryRead(out result);
        if (found)
        {
            Volatile.Write(ref _read, _read + 1);
        }

        return found;
    }
}
