using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Http;

/// <summary>Reads small bodies of any content type.</summary>
internal static class BodyReader
{
    /// <summary>The longest body that is read: 4 KB. A request for a check needs less than a tenth.</summary>
    public const int MaxLength = 4_096;

    /// <summary>Reads a body whole.</summary>
    /// <returns>The bytes, or <see langword="null"/> if there are more than <see cref="MaxLength"/>.</returns>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxLength)
        {
            return null;
        }

        var buffer = new byte[(int)(request.ContentLength ?? MaxLength) + 1];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
        }

        return null;
    }
}
