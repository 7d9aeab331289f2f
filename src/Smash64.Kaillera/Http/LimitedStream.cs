namespace Smash64.Kaillera.Http;

/// <summary>Reads another stream, and never more of it than allowed.</summary>
/// <param name="inner">The stream; disposed of with this.</param>
/// <param name="maxLength">How many bytes it may have.</param>
/// <param name="tooLong">Makes what is thrown where it has more.</param>
internal sealed class LimitedStream(Stream inner, int maxLength, Func<Exception> tooLong) : Stream
{
    private int _left = maxLength;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int length)
    {
        _left -= length;
        return _left >= 0 ? length : throw tooLong();
    }
}
