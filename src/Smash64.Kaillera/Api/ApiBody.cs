using System.Net;
using Smash64.Kaillera.Http;

namespace Smash64.Kaillera.Api;

/// <summary>Reads an answer's body, and never more of it than allowed.</summary>
internal static class ApiBody
{
    /// <summary>Reads the body of any answer. Where a failure's body cannot be read, its status has to do.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response,
        string endpoint,
        int maxLength,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await ReadContentAsync(response, endpoint, maxLength, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!response.IsSuccessStatusCode && e is KailleraApiException or HttpRequestException)
        {
            return ReadOnlyMemory<byte>.Empty;
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadContentAsync(
        HttpResponseMessage response,
        string endpoint,
        int maxLength,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await BoundedBody.ReadAsync(response.Content, maxLength, cancellationToken).ConfigureAwait(false)
                ?? throw TooLarge(endpoint, response.StatusCode, maxLength);
        }
        catch (IOException e)
        {
            throw BrokeOff(e, response.StatusCode);
        }
        catch (Exception e) when (e is InvalidDataException or (InvalidOperationException and not ObjectDisposedException))
        {
            // The streams that decompress throw the one or the other.
            throw new KailleraApiException($"The checker service's answer to {endpoint} cannot be decompressed.", e)
            {
                Error = KailleraApiError.NotJson,
                Endpoint = endpoint,
                StatusCode = response.StatusCode,
            };
        }
    }

    /// <summary>Makes what HttpClient throws for bodies that it reads itself.</summary>
    public static HttpRequestException BrokeOff(IOException e, HttpStatusCode status) =>
        new(
            e is HttpIOException http ? http.HttpRequestError : HttpRequestError.Unknown,
            "The checker service's answer broke off.",
            e,
            status
        );

    public static KailleraApiException TooLarge(string endpoint, HttpStatusCode status, int maxLength) =>
        new($"The checker service's answer to {endpoint} is longer than {maxLength} bytes.")
        {
            Error = KailleraApiError.TooLarge,
            Endpoint = endpoint,
            StatusCode = status,
        };
}
