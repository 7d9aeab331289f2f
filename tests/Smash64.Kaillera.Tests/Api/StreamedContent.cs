namespace Smash64.Kaillera.Tests.Api;

/// <summary>A body of unknown length that comes as a stream, as with chunked transfer.</summary>
internal sealed class StreamedContent(Stream stream) : HttpContent
{
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(stream);

    protected override Task SerializeToStreamAsync(Stream target, TransportContext? context) =>
        throw new InvalidOperationException("The body must be read piece by piece.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A read-only stream whose reads do what a test says, and that counts the bytes read.</summary>
internal sealed class ScriptedStream(Func<Memory<byte>, CancellationToken, ValueTask<int>> read) : Stream
{
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static ScriptedStream Endless() => new(static (buffer, _) =>
    {
        buffer.Span.Fill((byte)' ');
        return ValueTask.FromResult(buffer.Length);
    });

    public static ScriptedStream Stuck() => new(static async (_, token) =>
    {
        await Task.Delay(Timeout.Infinite, token);
        return 0;
    });

    public static ScriptedStream Failing(Exception fault) => new((_, _) => ValueTask.FromException<int>(fault));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = await read(buffer, cancellationToken);
        BytesRead += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
