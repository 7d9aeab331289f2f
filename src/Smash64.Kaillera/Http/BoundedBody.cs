using System.Buffers;

namespace Smash64.Kaillera.Http;

/// <summary>Reads what somebody else sends, and never more of it than allowed.</summary>
internal static class BoundedBody
{
    private const int ChunkLength = 4096;

    /// <summary>Reads an answer's body.</summary>
    /// <returns>The body, or <see langword="null"/> when it is longer than allowed.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int maxLength, CancellationToken cancellationToken)
    {
        // What the service announces spares the reading; what it sends is counted all the same.
        if (content.Headers.ContentLength > maxLength)
        {
            return null;
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return await ReadAsync(stream, maxLength, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a stream to its end. It stays the caller's to dispose.</summary>
    /// <returns>What it held, or <see langword="null"/> when that is longer than allowed.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, int maxLength, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var chunk = body.GetMemory(ChunkLength);
            var length = await stream.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
            if (length == 0)
            {
                return body.WrittenMemory;
            }

            if (length > maxLength - body.WrittenCount)
            {
                return null;
            }

            body.Advance(length);
        }
    }
}
