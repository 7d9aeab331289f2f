using System.Net;

namespace Smash64.Kaillera.Api;

/// <summary>A checker service gave no answer that the contract knows.</summary>
/// <remarks>
/// Thrown by <see cref="IKailleraApiClient"/> and <see cref="IKailleraCheckClient"/>. A host or server that does not respond is not an error but a result,
/// and a service that cannot be reached is an <see cref="HttpRequestException"/>.
/// </remarks>
public sealed class KailleraApiException : Exception
{
    /// <summary>Initializes an exception with a general message.</summary>
    public KailleraApiException()
        : this("The checker service gave no usable answer.") { }

    /// <summary>Initializes an exception.</summary>
    /// <param name="message">What went wrong, for people.</param>
    public KailleraApiException(string? message)
        : base(message) { }

    /// <summary>Initializes an exception with its cause.</summary>
    /// <param name="message">What went wrong, for people.</param>
    /// <param name="innerException">The cause, or <see langword="null"/>.</param>
    public KailleraApiException(string? message, Exception? innerException)
        : base(message, innerException) { }

    /// <summary>Gets why the call has no result.</summary>
    public KailleraApiError Error { get; init; }

    /// <summary>Gets the call that failed: <c>get-ip</c>, <c>p2p-check</c>, <c>server-check</c>, or one of <c>v1</c>.</summary>
    /// <value><see langword="null"/> when it is not known.</value>
    public string? Endpoint { get; init; }

    /// <summary>Gets the HTTP status of the answer, or <see langword="null"/> when there was none.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Gets the message the service itself sent with a failure, such as <c>Invalid parameters</c>.</summary>
    /// <value>
    /// At most 200 characters, with U+FFFD for characters that steer a terminal; <see langword="null"/> when the
    /// answer had none.
    /// </value>
    public string? ServiceMessage { get; init; }

    /// <summary>Gets the code of the problem that the typed API names, such as <c>target-refused</c>; docs/api.md lists them.</summary>
    /// <value>At most 200 characters; <see langword="null"/> when the answer had none.</value>
    public string? ProblemCode { get; init; }

    /// <summary>
    /// Gets how long the service asks to wait before the next call, from its <c>Retry-After</c> header.
    /// </summary>
    /// <value>Never negative; <see langword="null"/> when it did not ask.</value>
    public TimeSpan? RetryAfter { get; init; }
}
