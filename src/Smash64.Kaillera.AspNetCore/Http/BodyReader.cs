using Microsoft.AspNetCore.Http;

namespace Smash64.Kaillera.AspNetCore.Http;

/// <summary>Reads small bodies of any content type.</summary>
internal static class BodyReader
{
    /// <summary>The longest body that is read: 4 KB. A request for a check needs less than a tenth.</summary>
    public const int MaxLength = 4_096;

    // No form of a request takes it, so that each refuses it in its own words.
    private static readonly byte[] Unreadable = [0];

    /// <summary>Reads a body whole.</summary>
    /// <returns>
    /// The bytes, or <see langword="null"/> if there are more than <see cref="MaxLength"/>; for a body that breaks the rules
    /// of HTTP some that are no JSON.
    /// </returns>
    /// <exception cref="OperationCanceledException">It did not come in time, or its sender has gone.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadCoreAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e) when (e.StatusCode != StatusCodes.Status408RequestTimeout)
        {
            return e.StatusCode == StatusCodes.Status413PayloadTooLarge ? null : Unreadable;
        }
        catch (IOException e)
        {
            throw new OperationCanceledException("The body did not arrive.", e, cancellationToken);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadCoreAsync(HttpRequest request, CancellationToken cancellationToken)
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
