namespace Smash64.Kaillera.Api;

/// <summary>Why a call to a checker service has no result.</summary>
public enum KailleraApiError
{
    /// <summary>Nothing is known about the reason.</summary>
    Unknown,

    /// <summary>The service answered with an HTTP status other than 2xx.</summary>
    HttpStatus,

    /// <summary>The answer is not JSON, or its compression is damaged.</summary>
    NotJson,

    /// <summary>The answer is JSON, but a field is missing or of another type than the contract says.</summary>
    UnexpectedShape,

    /// <summary>The answer is longer than <see cref="KailleraApiClientOptions.MaxResponseLength"/>.</summary>
    TooLarge,

    /// <summary>
    /// No answer within <see cref="KailleraApiClientOptions.Timeout"/>, or within <see cref="HttpClient.Timeout"/>
    /// where that is shorter.
    /// </summary>
    Timeout,

    /// <summary>The service knows the original's three calls only, and not the typed API of <see cref="IKailleraCheckClient"/>.</summary>
    NotSupported,
}
